//! `journey embed`: what it writes into pages, what it only says, and what it refuses.

use std::fs;

use crate::folder::{CLEAN, Folder, Run};

const PAGE: &str = "# Shop\r\n\r\n<!-- journey:begin src=\"../maps/shop.journey#shop\" -->\r\n<!-- journey:end -->\r\n";

/// A folder that is a repository, with a journey in `maps/shop.journey`.
fn repository() -> Folder {
    Folder::new().with(".git/HEAD", "").with("maps/shop.journey", CLEAN)
}

fn text(folder: &Folder, path: &str) -> String {
    fs::read_to_string(folder.path(path)).unwrap()
}

#[test]
fn a_page_gets_its_diagram_once_and_keeps_the_rest() {
    let folder = repository().with("docs/a.md", PAGE).with("docs/none.md", "# None\n").with("b.txt", PAGE);
    assert_eq!(folder.run(&["embed"]).told(), "status 0\n1 page, 1 diagram, 1 changed\n");
    let filled = text(&folder, "docs/a.md");
    let (head, rest) = filled.split_once("-->\r\n\r\n```mermaid\r\n").unwrap();
    assert_eq!(format!("{head}-->\r\n"), PAGE.split_inclusive("-->\r\n").next().unwrap());
    assert!(rest.contains("Searches") && rest.ends_with("\r\n\r\n<!-- journey:end -->\r\n"), "{rest}");
    assert_eq!(filled.matches('\n').count(), filled.matches("\r\n").count());
    assert_eq!(folder.run(&["embed"]).told(), "status 0\n1 page, 1 diagram, none changed\n");
    assert_eq!((text(&folder, "docs/a.md"), text(&folder, "b.txt")), (filled, PAGE.to_owned()));
}

#[test]
fn check_names_what_is_not_fresh_and_diff_shows_it() {
    let folder = repository().with("docs/a.md", PAGE);
    insta::assert_snapshot!(folder.run(&["embed", "--check"]).told(), @r"
    status 1
    docs/a.md:3: the view `journey` of ../maps/shop.journey#shop is not fresh
    1 page, 1 diagram, 1 not fresh: `journey embed` brings them up to date
    ");
    let run = folder.run(&["embed", "--diff", "docs"]);
    assert!(run.out.starts_with("--- docs/a.md\n+++ docs/a.md\n@@ -1,4 +1,"), "{}", run.out);
    assert_eq!((run.status, run.error.as_str()), (0, "1 page, 1 diagram, 1 would change\n"));
    assert_eq!(folder.run(&["embed", "--diff", "--check"]).status, 1);
    assert_eq!(text(&folder, "docs/a.md"), PAGE);
    assert_eq!(folder.run(&["embed", "docs/a.md"]).status, 0);
    assert_eq!(folder.run(&["embed", "--check"]).told(), "status 0\n1 page, 1 diagram, all fresh\n");
    let folder = folder.with("maps/shop.journey", CLEAN.replace("Searches", "Looks around"));
    assert_eq!(folder.run(&["embed", "--check"]).status, 1);
}

#[test]
fn a_marker_of_html_in_mdx_is_filled_with_a_note_that_not_every_site_can_read_it() {
    let braces = "{/* journey:begin src=\"maps/shop.journey\" */}\n{/* journey:end */}\n";
    let html = "# A\n\n<!-- journey:begin src=\"maps/shop.journey\" -->\n<!-- journey:end -->\n";
    let folder = repository().with("a.mdx", html).with("b.mdx", braces).with("c.md", html);
    assert_eq!(
        folder.run(&["embed"]).told(),
        "status 0\n3 pages, 3 diagrams, 3 changed\nnote: a.mdx:3: MDX has no HTML comments, so some sites cannot read this \
         page; {/* journey:begin ... */} and {/* journey:end */} work on all\n"
    );
    assert_eq!(folder.run(&["embed", "--check"]).status, 0);
}

#[test]
fn what_pages_ask_for_is_listed() {
    let page = "<!-- journey:begin src='a b.journey' view=map --><!-- journey:end -->\n";
    let folder = repository().with("docs/a.mdx", PAGE).with("README.md", page).with("docs/old.markdown", PAGE);
    insta::assert_snapshot!(folder.run(&["embed", "--list"]).told(), @r"
    status 0
    README.md:1	a b.journey	map
    docs/a.mdx:3	../maps/shop.journey#shop	journey
    docs/old.markdown:3	../maps/shop.journey#shop	journey
    ");
}

#[test]
fn markers_say_how_a_journey_is_drawn_and_the_command_line_what_else_counts() {
    let page = "{/* journey:begin src=\"../maps/shop.journey\" title=\"My --> title\" table=no notes=no */}{/* journey:end */}";
    let folder = repository().with("docs/a.md", page);
    let run = folder.run(&["embed", "--theme", "none", "--target", "gitlab", "docs/a.md"]);
    assert_eq!(run.told(), "status 0\n1 page, 1 diagram, 1 changed\n");
    let filled = text(&folder, "docs/a.md");
    assert!(filled.contains("My") && !filled.contains("<details>") && !filled.contains("themeVariables"), "{filled}");
}

#[test]
fn mistakes_are_told_with_their_lines_and_leave_the_page_as_it_is() {
    let pair = |attributes: &str| format!("<!-- journey:begin {attributes} -->\n<!-- journey:end -->\n\n");
    let page = [
        pair("src=\"../maps/shop.journey\""),
        pair("src=\"../maps/shpo.journey\""),
        pair("src=\"shop.journey\""),
        pair("src=\"../maps/shop.journey#shup\""),
        pair("src=\"../maps/shop.journey#tea\""),
        pair("src=\"../maps/people.journey\""),
        pair("src=\"../maps/shop.journey\" stages=\"..fnd\""),
        pair("src=\"../maps/shop.journey\" persona=\"mya\""),
        pair("src=\"../maps/shop.journey\" target=\"9.4\""),
        pair("src=\"../maps\""),
        pair("src=\"a.md\""),
        pair("src=\"/maps/shop.journey\""),
        pair("scr=\"../maps/shop.journey\""),
        "<!-- journey:begin src=\"../maps/shop.journey\" -->\n".to_owned(),
    ]
    .concat();
    let folder = repository()
        .with("maps/people.journey", "persona tom \"Tom\"\n")
        .with("maps/tea.journey", "journey tea \"Tea\" {}\n")
        .with("docs/a.md", &page)
        .with("docs/b.md", PAGE);
    let run = folder.run(&["embed"]);
    insta::assert_snapshot!(run.told(), @r#"
    status 2
    2 pages, 13 diagrams, 1 changed; not everything could be done: see above
    error: docs/a.md:4: there is no file `../maps/shpo.journey`
    help: Did you mean `../maps/shop.journey`?
    error: docs/a.md:7: there is no file `shop.journey`
    help: Did you mean `../maps/shop.journey`?
    error: docs/a.md:10: ../maps/shop.journey has no journey `shup`
    help: Did you mean `shop`? The only journey is `shop`.
    error: docs/a.md:13: ../maps/shop.journey has no journey `tea`
    help: It is in ../maps/tea.journey.
    error: docs/a.md:16: ../maps/people.journey has no journey
    help: A journey starts with a line such as `journey weekly_shop "Weekly shop" {`.
    error: docs/a.md:19: there is no stage `fnd`
    help: Did you mean `find`? The only stage is `find`.
    error: docs/a.md:22: there is no persona `mya`
    help: Did you mean `maya`? The only persona is `maya`.
    error: docs/a.md:25: Mermaid 9.4 is too old; diagrams are written for 10.7 and later
    help: Take a newer Mermaid, or the view `table`, which is plain Markdown.
    error: docs/a.md:28: `../maps` is a folder
    help: Name one of the files in it.
    error: docs/a.md:31: `a.md` is not a file of journeys
    help: Files of journeys end with .journey, such as shop.journey.
    error: docs/a.md:34: `/maps/shop.journey` does not start at the folder of the page
    help: Write the path from the page's folder, such as ../maps/shop.journey, so that it means the
          same on every machine.
    error: docs/a.md:37: `scr` is not an attribute of a marker
    help: Did you mean `src`? The attributes are src, view, target, theme, persona, stages, lanes,
          direction, title, table, notes.
    error: docs/a.md:40: `journey:begin` has no `journey:end`
    help: Write <!-- journey:end --> on a line of its own below it. What is between the two will be
          replaced.
    "#);
    assert_eq!(text(&folder, "docs/a.md"), page);
    // Other pages are done.
    assert_ne!(text(&folder, "docs/b.md"), PAGE);
}

#[test]
fn names_of_the_whole_project_mean_something_and_each_file_is_drawn_once_loaded() {
    let (personas, journey) = CLEAN.split_once("\n\n").unwrap();
    let journey = journey.replace("emotion: ", "emotion maya: ");
    let page = "<!-- journey:begin src=\"maps/shop.journey\" -->\n<!-- journey:end -->\n".repeat(3);
    let folder = Folder::new()
        .with("journey.toml", "")
        .with("people/a.journey", personas)
        .with("maps/shop.journey", journey)
        .with("README.md", page);
    assert_eq!(folder.run(&["embed", "README.md"]).told(), "status 0\n1 page, 3 diagrams, 3 changed\n");
    assert_eq!(text(&folder, "README.md").matches("Searches: 4: Maya").count(), 3);
}

#[test]
fn mistakes_in_a_journey_are_told_and_do_not_stop_it() {
    let folder = repository().with("docs/a.md", PAGE).with("maps/shop.journey", CLEAN.replace("goal", "gaol"));
    insta::assert_snapshot!(folder.run(&["embed"]).told(), @r"
    status 0
    1 page, 1 diagram, 1 changed
    warning: maps/shop.journey has 1 error, so something may be missing; `journey check maps/shop.journey` tells more
    ");
    let folder = folder.with("journey.toml", "langage = 1\n");
    let run = folder.run(&["embed", "--check"]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert!(run.error.contains("`langage` is not a setting"), "{}", run.error);
}

#[test]
fn pages_are_found_as_git_sees_them_and_named_ones_always() {
    let folder = repository()
        .with(".gitignore", "built/\n")
        .with("built/a.md", PAGE)
        .with(".hidden/a.md", PAGE)
        .with("tests/.ignore", "sites/**/*.md\n")
        .with("tests/sites/book/a.md", PAGE);
    let nothing = "status 0\nNo page asks for a diagram; `journey help embed` shows how one does\n";
    assert_eq!(folder.run(&["embed"]).told(), nothing);
    assert_eq!(folder.run(&["embed", "built", ".hidden/a.md"]).told(), "status 0\n2 pages, 2 diagrams, 2 changed\n");
    let run = folder.run(&["embed", "maps/shop.journey", "gone.md"]);
    insta::assert_snapshot!(folder.hidden(&run.told()), @r"
    status 2
    0 pages, 0 diagrams; not everything could be done: see above
    error: maps/shop.journey holds journeys and is no page
    help: Name the page that is to show it: a Markdown file with a marker that names this file.
    error: cannot read gone.md: there is no such file or folder
    help: Paths start at the current folder, FOLDER.
    ");
    assert_eq!(text(&folder, "maps/shop.journey"), CLEAN);
}

#[test]
fn what_is_not_markdown_stays_as_it_is_with_what_to_do_instead() {
    let others = ["a.html", "b.XHTML", "c.rst", "d.adoc", "e.txt", "f.qmd", "README"];
    let mut folder = repository().with("docs/g.MARKDOWN", PAGE);
    for name in others {
        folder = folder.with(&format!("docs/{name}"), PAGE);
    }
    let named: Vec<String> = others.iter().chain(&["g.MARKDOWN"]).map(|name| format!("docs/{name}")).collect();
    let arguments: Vec<&str> = ["embed"].into_iter().chain(named.iter().map(String::as_str)).collect();
    insta::assert_snapshot!(folder.run(&arguments).told(), @r#"
    status 2
    1 page, 1 diagram, 1 changed; not everything could be done: see above
    error: docs/a.html is not a Markdown page, so it stays as it is
    help: In HTML, show a picture: write it with `journey render FILE -o map.svg`, and name it in
          the page with `<img src="map.svg" alt="...">`.
    error: docs/b.XHTML is not a Markdown page, so it stays as it is
    help: In HTML, show a picture: write it with `journey render FILE -o map.svg`, and name it in
          the page with `<img src="map.svg" alt="...">`.
    error: docs/c.rst is not a Markdown page, so it stays as it is
    help: In reStructuredText, Sphinx shows a journey with the directive `journey` of the extension
          journey_sphinx; elsewhere show a picture: write it with `journey render FILE -o map.svg`,
          and name it in the page with `.. image:: map.svg`.
    error: docs/d.adoc is not a Markdown page, so it stays as it is
    help: In AsciiDoc, show a picture: write it with `journey render FILE -o map.svg`, and name it
          in the page with `image::map.svg[]`.
    error: docs/e.txt is not a Markdown page, so it stays as it is
    help: Pages end with .md, .mdx or .markdown. If this is one under another name, `journey embed
          --stdin-filepath docs/e.txt < docs/e.txt` prints it with its diagrams.
    error: docs/f.qmd is not a Markdown page, so it stays as it is
    help: Pages end with .md, .mdx or .markdown. If this is one under another name, `journey embed
          --stdin-filepath docs/f.qmd < docs/f.qmd` prints it with its diagrams.
    error: docs/README is not a Markdown page, so it stays as it is
    help: Pages end with .md, .mdx or .markdown. If this is one under another name, `journey embed
          --stdin-filepath docs/README < docs/README` prints it with its diagrams.
    "#);
    assert!(others.iter().all(|name| text(&folder, &format!("docs/{name}")) == PAGE));
    assert!(text(&folder, "docs/g.MARKDOWN").contains("```mermaid"));
    for option in ["--check", "--diff", "--list"] {
        let run = folder.run(&["embed", option, "docs/a.html"]);
        assert!(run.status == 2 && run.error.contains("docs/a.html is not a Markdown page"), "{}", run.told());
    }
    // What is advised works.
    let run = folder.run_with_input(&["embed", "--stdin-filepath", "docs/f.qmd"], PAGE);
    assert!(run.status == 0 && run.out.contains("```mermaid"), "{}", run.told());
}

#[test]
fn nothing_outside_of_the_repository_is_drawn() {
    let folder = Folder::new()
        .with("secret/shop.journey", CLEAN)
        .with("ours/.git/HEAD", "")
        .with("ours/docs/a.md", PAGE.replace("../maps", "../../secret"))
        .with("ours/docs/b.md", PAGE.replace("../maps", "../../nothing"));
    let run = folder.run(&["embed", "--check", "ours"]);
    insta::assert_snapshot!(run.told(), @r"
    status 2
    2 pages, 2 diagrams; not everything could be done: see above
    error: ours/docs/a.md:3: `../../secret/shop.journey` leads out of the repository
    help: Only files of the same repository are drawn: put a copy into it.
    error: ours/docs/b.md:3: `../../nothing/shop.journey` leads out of the repository
    help: Only files of the same repository are drawn: put a copy into it.
    ");
    // Without a repository, what is below the folder of the run may be drawn.
    let folder = Folder::new().with("maps/shop.journey", CLEAN).with("docs/a.md", PAGE);
    assert_eq!(folder.run(&["embed", "--check"]).status, 1);
    let run = Run::of(folder.program(&["embed", "--check", "a.md"]).current_dir(folder.path("docs")));
    assert!(run.status == 2 && run.error.contains("leads out of the folder in which journey was started"), "{run:?}");
}

#[cfg(unix)]
#[test]
fn links_that_lead_out_are_neither_drawn_nor_written() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new()
        .with("out/shop.journey", CLEAN)
        .with("out/page.md", PAGE)
        .with("ours/.git/HEAD", "")
        .with("ours/maps/shop.journey", CLEAN)
        .with("ours/docs/inside.md", PAGE)
        .with("ours/docs/a.md", PAGE.replace("shop.journey", "link.journey"));
    symlink("../../out/shop.journey", folder.path("ours/maps/link.journey")).unwrap();
    symlink("../../out/page.md", folder.path("ours/docs/link.md")).unwrap();
    symlink("inside.md", folder.path("ours/docs/same.md")).unwrap();
    let run = folder.run(&["embed", "ours"]);
    assert_eq!(run.status, 2, "{}", run.told());
    assert!(
        run.error.contains("ours/docs/a.md:3: `../maps/link.journey` leads out of the repository"),
        "{}",
        run.error
    );
    assert!(run.error.contains("error: ours/docs/link.md is a link that leads out"), "{}", run.error);
    assert_eq!(text(&folder, "out/page.md"), PAGE);
    assert!(text(&folder, "ours/docs/inside.md").contains("```mermaid"));
    assert!(folder.path("ours/docs/same.md").is_symlink());
}

#[test]
fn a_page_that_must_not_be_written_stays_and_the_rest_is_done() {
    let folder = repository().with("docs/a.md", PAGE).with("docs/b.md", PAGE);
    let latin_1 = [PAGE.as_bytes(), b"caf\xE9"].concat();
    let folder = folder.with("docs/c.md", &latin_1);
    let mut permissions = fs::metadata(folder.path("docs/a.md")).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(folder.path("docs/a.md"), permissions).unwrap();
    let run = folder.run(&["embed"]);
    assert_eq!((run.status, text(&folder, "docs/a.md")), (2, PAGE.to_owned()));
    assert_eq!(fs::read(folder.path("docs/c.md")).unwrap(), latin_1);
    assert!(run.error.contains("docs/a.md cannot be rewritten: it is read-only"), "{}", run.error);
    assert!(run.error.contains("docs/c.md is not written in UTF-8"), "{}", run.error);
    assert!(text(&folder, "docs/b.md").contains("```mermaid"));
}

#[test]
fn a_page_on_standard_input_is_expanded() {
    let folder = repository();
    let page =
        format!("\u{feff}---\ntitle: ```journey\n---\n{PAGE}\n```journey\n{CLEAN}```\n\n```journey show\n{CLEAN}```\n");
    let run = folder.run_with_input(&["embed", "--expand", "--stdin-filepath", "docs/new.md", "-"], &page);
    assert_eq!((run.status, run.error.as_str()), (0, ""));
    assert_eq!(run.out.matches("```mermaid").count(), 2);
    assert!(
        run.out.starts_with("\u{feff}---\ntitle: ```journey\n---\n# Shop\r\n\r\n<!-- journey:begin"),
        "{}",
        run.out
    );
    assert!(run.out.ends_with(&format!("\n\n```journey show\n{CLEAN}```\n")), "{}", run.out);
    // Without --expand fences stay.
    let run = folder.run_with_input(&["embed", "--stdin-filepath", "docs/new.md"], &page);
    assert_eq!((run.status, run.out.matches("```mermaid").count()), (0, 1));
    let plain = "text\r\n\r\n```\r\n<!-- journey:begin -->\r\n";
    assert_eq!(folder.run_with_input(&["embed", "--expand", "-"], plain).out, plain);
}

#[test]
fn mistakes_in_an_expanded_page_are_a_line_each() {
    let page = "{/* journey:begin src=\"shop.journey\" */}\n{/* journey:end */}\n\n```journey view=\"mup\"\njourney a\n```\n\n\
                ```journey\n```\n";
    let run = repository().run_with_input(&["embed", "--expand", "--stdin-filepath", "docs/a.mdx", "-"], page);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    let lines: Vec<&str> = run.error.lines().collect();
    assert_eq!(lines.len(), 3, "{}", run.error);
    assert_eq!(lines[0], "docs/a.mdx:1: there is no file `shop.journey`. Did you mean `../maps/shop.journey`?");
    assert!(lines[1].starts_with("docs/a.mdx:4: there is no view `mup`. "), "{}", run.error);
    assert!(lines[2].starts_with("docs/a.mdx:8: the fence is empty. "), "{}", run.error);
}

#[test]
fn an_unknown_view_is_told_with_the_nearest() {
    let folder = repository().with("docs/a.md", PAGE.replace("#shop\"", "#shop\" view=\"jorney\""));
    let run = folder.run(&["embed"]);
    let told = "error: docs/a.md:3: there is no view `jorney`\nhelp: Did you mean `journey`? The ";
    assert!(run.status == 2 && run.error.starts_with(told), "{}", run.told());
}

#[test]
fn a_hash_with_nothing_behind_it_is_told() {
    let folder = repository().with("docs/a.md", PAGE.replace("#shop\"", "#\""));
    let run = folder.run(&["embed"]);
    let told = "error: docs/a.md:3: nothing stands behind the `#` of ../maps/shop.journey\n\
        help: The only journey is `shop`.\n";
    assert!(run.status == 2 && run.error.starts_with(told), "{}", run.told());
    let run = folder.run(&["render", "maps/shop.journey#"]);
    assert!(
        run.status == 2 && run.error.starts_with("error: nothing stands behind the `#` of maps/shop"),
        "{}",
        run.told()
    );
}

#[test]
fn wrong_options_are_told() {
    let folder = repository().with("docs/a.md", PAGE);
    for (arguments, message) in [
        (&["embed", "--target", "gitlob"][..], "error: there is no target `gitlob`\nhelp: Did you mean `gitlab`?"),
        (&["embed", "-", "docs/a.md"], "error: a page on standard input is read by itself"),
        (&["embed", "-", "--check"], "error: a page on standard input is printed, so --check"),
        (&["embed", "--expand", "--check"], "error: the argument '--expand' cannot be used with '--check'"),
    ] {
        let run = folder.run(arguments);
        assert!(run.status == 2 && run.error.starts_with(message), "{}", run.told());
    }
    assert_eq!(text(&folder, "docs/a.md"), PAGE);
}
