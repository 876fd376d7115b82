//! The project that most conversations are about, and how they begin.

use std::process::Command;

use journey_tests::lsp::{Client, Editor, Folder};
use journey_tests::program::journey;
use serde_json::Value;

/// Who it is about, and with what.
pub(crate) const PEOPLE: &str = "\
/// Works nights, shops from her phone.
persona maya \"Maya \u{1F6D2}\" {
  goal: \"Order in ten minutes\"
}

channel app \"Mobile app\" { kind: digital }

source interviews \"Interviews\" { kind: interview }
";

/// A journey that needs both. Columns behind the signs differ between the encodings.
pub(crate) const SHOP: &str = "\
// The way to a full fridge \u{1F966}.
journey weekly_shop \"Weekly shop\" {
  persona: maya

  stage discover \"Discover\" {
    touchpoint search \"Searches \u{1F50E}\" {
      channel: app
      emotion maya: -1 \"irritated\" from interviews
      pain stale \"Stale results\" {
        severity: high
        source: interviews
      }
    }
    touchpoint pay \"Pays\" {
      channel: app
      next: search
      emotion: +1
    }
  }

  opportunity live \"Live stock\" {
    addresses: stale
  }
}
";

/// Both in one text that stands in no folder with settings. Retired, because nobody asks a retired map for more.
pub(crate) fn whole() -> String {
    format!("{PEOPLE}{SHOP}").replace("  persona: maya\n", "  persona: maya\n  status: retired\n")
}

/// Both files in a folder.
pub(crate) fn folder() -> Folder {
    Folder::with(&[("people.journey", PEOPLE), ("shop.journey", SHOP)])
}

/// `journey lsp`, to be started.
pub(crate) fn command() -> Command {
    let mut command = Command::new(journey());
    command.arg("lsp").env_remove("JOURNEY_LOG");
    command
}

/// A client that has said nothing yet.
pub(crate) fn start() -> Client {
    Client::start(&mut command())
}

/// A client that has said `initialize` with these parameters, and `initialized`.
pub(crate) fn begin(params: Value) -> Client {
    let mut client = start();
    client.initialize(params);
    client
}

/// The folder open in an editor, with the journey open in it; and the address of the journey.
pub(crate) fn shop_in(editor: Editor) -> (Folder, Client, String) {
    let folder = folder();
    let mut client = begin(editor.params(&folder.path()));
    let uri = folder.uri("shop.journey");
    client.open(&uri, SHOP);
    until_read(&mut client);
    (folder, client, uri)
}

/// Waits until everything has been read from the disk: before, nothing is said that other files could contradict.
pub(crate) fn until_read(client: &mut Client) {
    client.ask_until("journey/status", Value::Null, |status| {
        let projects = status["projects"].as_array().expect("a list");
        !projects.is_empty() && projects.iter().all(|project| project["isLoading"] == false)
    });
}

/// Checks that the server has the same text as the client, by its own account.
pub(crate) fn same_text(client: &mut Client, uri: &str) {
    let status = client.ask("journey/status", Value::Null);
    let open = client.documents.get(uri).expect("it is open in the client");
    let hash = open
        .text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let found = status["documents"].as_array().expect("a list").iter().find(|document| document["uri"] == uri);
    let found = found.unwrap_or_else(|| panic!("the server does not have {uri} open: {status}"));
    assert_eq!(found["version"], open.version, "{status}");
    assert_eq!(found["bytes"], open.text.len(), "{status}\nthe client's text:\n{}", open.text);
    assert_eq!(found["hash"], format!("{hash:016x}"), "the client's text:\n{}", open.text);
}
