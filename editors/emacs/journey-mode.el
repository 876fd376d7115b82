;;; journey-mode.el --- Customer journeys as text -*- lexical-binding: t; -*-

;; Author: The authors of Journey
;; Version: 0.1.0
;; Package-Requires: ((emacs "29.1"))
;; Keywords: languages, tools
;; SPDX-License-Identifier: MIT OR Apache-2.0

;;; Commentary:

;; A major mode for `.journey' files: colours, indentation, an index of what a
;; file declares, folding, and the language server of Journey through Eglot,
;; which brings findings, completion, explanations, renaming and layout.
;;
;; Put this file into a folder of `load-path' and this line into your init file:
;;
;;   (require 'journey-mode)
;;
;; The program `journey' does the work behind it.  Where Emacs does not find it,
;; say where it is: M-x customize-group RET journey RET.

;;; Code:

(require 'compile)

(defvar eglot-server-programs)
(defvar hs-special-modes-alist)
(defvar outline-level)
(declare-function eglot-ensure "eglot" ())

(defgroup journey nil
  "Customer journeys as text."
  :group 'languages
  :prefix "journey-")

(defcustom journey-program "journey"
  "The program of Journey: a name on the variable `exec-path', or a whole path."
  :type '(choice (string :tag "Name") (file :tag "Path"))
  :risky t)

(defcustom journey-start-server t
  "Whether to start the language server when a `.journey' file is opened."
  :type 'boolean)

(defcustom journey-indent-offset 2
  "Spaces that a line inside a block is indented by.
The formatter of Journey takes two, whatever stands here."
  :type 'natnum
  :safe #'natnump)

(defface journey-label-face '((t :inherit font-lock-string-face :weight bold))
  "Face of the label that a declaration is known by.")

;; What the language knows.

;; Written by `cargo xtask generate` from here on: keywords
(defconst journey-mode--keywords
  '("actor" "channel" "gain" "journey" "metric" "opportunity" "pain"
    "persona" "source" "stage" "touchpoint"))
;; The end of what is written.

;; Written by `cargo xtask generate` from here on: values
(defconst journey-mode--values
  '("always" "analytics" "approved" "as-is" "assumed" "assumption"
    "backstage" "ces" "critical" "csat" "custom" "digital" "doing" "done"
    "down" "draft" "dropped" "frontstage" "high" "human" "idea" "inferred"
    "interview" "low" "medium" "none" "nps" "observation" "observed" "often"
    "ours" "partner" "person" "physical" "planned" "primary" "rare"
    "retired" "review" "secondary" "shared" "sometimes" "support" "survey"
    "system" "team" "ticket" "to-be" "up" "workshop"))
;; The end of what is written.

(defconst journey-mode--name "[[:alpha:]_][[:alnum:]_-]*"
  "What a name looks like.")

(defconst journey-mode--line-start "\\(?:^\\|[{};]\\)[ \t]*"
  "Where a declaration or a property may begin.")

;; Comments and texts.

(defvar journey-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?/ ". 12" table)
    (modify-syntax-entry ?\n ">" table)
    (modify-syntax-entry ?\" "\"" table)
    (modify-syntax-entry ?\\ "\\" table)
    (modify-syntax-entry ?{ "(}" table)
    (modify-syntax-entry ?} "){" table)
    (modify-syntax-entry ?\( "." table)
    (modify-syntax-entry ?\) "." table)
    (modify-syntax-entry ?\[ "." table)
    (modify-syntax-entry ?\] "." table)
    (modify-syntax-entry ?_ "_" table)
    (modify-syntax-entry ?- "_" table)
    (modify-syntax-entry ?' "." table)
    table)
  "Syntax table of `journey-mode'.")

(defun journey-mode--propertize (start end)
  "Tell Emacs what is text between START and END.
A text ends on its line, also where its closing quote is missing, so that a
line that is half typed does not turn the file into one text.  A text between
triple quotes goes on to the next ones."
  (goto-char start)
  (when (eq (nth 3 (syntax-ppss start)) t)
    (journey-mode--propertize-block end))
  (while (re-search-forward "//\\|\"" end t)
    (cond
     ((eq (char-before) ?/)
      (end-of-line))
     ((looking-at "\"\"")
      (put-text-property (1- (point)) (point) 'syntax-table (string-to-syntax "|"))
      (forward-char 2)
      (journey-mode--propertize-block end))
     ((looking-at "[^\"\\\n]*\\(?:\\\\.[^\"\\\n]*\\)*\"")
      (goto-char (match-end 0)))
     (t
      (put-text-property (1- (point)) (point) 'syntax-table (string-to-syntax "."))
      (end-of-line)))))

(defun journey-mode--propertize-block (end)
  "Find the triple quotes that close the text around point, before END."
  (let (closed)
    (while (and (not closed) (re-search-forward "\\\\\\(?:.\\|\n\\)\\|\"\"\"" end 'move))
      (when (eq (char-before) ?\")
        ;; Not where the quote found is an escaped one.
        (unless (eq (char-after (match-beginning 0)) ?\\)
          (setq closed t)
          (put-text-property (1- (point)) (point) 'syntax-table (string-to-syntax "|")))))))

(defun journey-mode--face (state)
  "The face of the text or comment that STATE, of `syntax-ppss', is in."
  (cond
   ((nth 3 state) 'font-lock-string-face)
   ((save-excursion
      (goto-char (nth 8 state))
      (looking-at-p "///\\(?:[^/]\\|$\\)"))
    'font-lock-doc-face)
   (t 'font-lock-comment-face)))

;; Colours.

(defun journey-mode--match-declaration (limit)
  "Find the head of a declaration before LIMIT: its keyword and its id."
  (let (found)
    (while (and (not found)
                (re-search-forward
                 (concat journey-mode--line-start (regexp-opt journey-mode--keywords t)
                         "\\_>[ \t]*\\(?:\\(" journey-mode--name "\\)[ \t]*\\)?")
                 limit t))
      ;; Some keywords are keys as well: `persona: sam'.
      (setq found (not (eq (char-after) ?:))))
    found))

(defconst journey-mode-font-lock-keywords
  (let* ((name journey-mode--name)
         (dotted (concat "\\(" name "\\(?:\\." name "\\)*\\)")))
    `(;; stage pay "Pay" {
      (journey-mode--match-declaration
       (1 'font-lock-keyword-face)
       (2 'font-lock-function-name-face nil t)
       ("\\=\"[^\"\\\n]*\\(?:\\\\.[^\"\\\n]*\\)*\"" nil nil (0 'journey-label-face t)))
      ;; emotion sam: -1
      (,(concat journey-mode--line-start "\\(" name "\\)\\(?:[ \t]+" dotted "\\)?[ \t]*:")
       (1 'font-lock-property-name-face)
       (2 'font-lock-variable-use-face nil t))
      ;; -1, 1..5, 74%, 20min, 2026-11-20
      ("[:, \t]\\([-+]?[0-9][0-9.]*\\(?:%\\|min\\_>\\|[shdw]\\_>\\|\\(?:-[0-9]+\\)\\{2\\}\\)?\\)"
       (1 'font-lock-number-face))
      (,(concat "@" name) . 'font-lock-constant-face)
      ("[ \t\"]\\(from\\)\\_>" (1 'font-lock-keyword-face))
      (,(concat "[:,][ \t]*" (regexp-opt journey-mode--values t) "\\_>") (1 'font-lock-builtin-face))
      (,(concat "[:, \t]" dotted) (1 'font-lock-variable-use-face))))
  "What `journey-mode' colours beside texts and comments.")

;; Indentation.

(defconst journey-mode--own-line
  (concat "}\\|///\\|" journey-mode--name "\\(?:[ \t]+[[:alnum:]._-]+\\)?[ \t]*:"
          "\\|" (regexp-opt journey-mode--keywords) "[ \t]+[{\"[:alpha:]_]")
  "What cannot go on with the list of the line before.")

(defun journey-mode-indent-line ()
  "Indent this line as the formatter of Journey would."
  (interactive)
  (let ((column (save-excursion (journey-mode--indentation)))
        (behind (- (current-column) (current-indentation))))
    (when column
      (indent-line-to column)
      (when (> behind 0)
        (move-to-column (+ column behind))))))

(defun journey-mode--indentation ()
  "The column at which this line should begin, or nil where it is fine."
  (back-to-indentation)
  (let* ((state (save-excursion (syntax-ppss (line-beginning-position))))
         (level (* (max 0 (nth 0 state)) journey-indent-offset)))
    (cond
     ((nth 3 state)
      ;; Inside of a text in triple quotes, where the writer decides.
      (when (looking-at-p "\"\"\"\\|[ \t]*$")
        (goto-char (nth 8 state))
        (+ (current-indentation) journey-indent-offset)))
     ((looking-at-p "}") (max 0 (- level journey-indent-offset)))
     ((and (not (looking-at-p journey-mode--own-line)) (journey-mode--behind-comma-p))
      (+ level journey-indent-offset))
     (t level))))

(defun journey-mode--behind-comma-p ()
  "Return non-nil if what stands before this line ends in a comma."
  (save-excursion
    (beginning-of-line)
    (forward-comment (- (buffer-size)))
    (eq (char-before) ?,)))

;; What a file declares.

(defun journey-mode--index ()
  "Return the declarations of the buffer, by keyword, for `imenu'."
  (let ((index (mapcar #'list (copy-sequence journey-mode--keywords))))
    (save-excursion
      (goto-char (point-min))
      (while (journey-mode--match-declaration nil)
        (let ((place (match-beginning 1))
              (keyword (match-string-no-properties 1))
              (name (match-string-no-properties 2)))
          (unless (nth 8 (save-excursion (syntax-ppss place)))
            (when-let* ((label (if (looking-at "\"\\([^\"\n]+\\)\"") (match-string-no-properties 1) name)))
              (push (cons label (copy-marker place)) (cdr (assoc keyword index))))))))
    (delq nil
          (mapcar (lambda (group)
                    (when (cdr group)
                      (cons (capitalize (car group)) (nreverse (cdr group)))))
                  index))))

(defun journey-mode--outline-level ()
  "How deep the declaration on this line stands."
  (1+ (car (save-excursion (syntax-ppss (line-beginning-position))))))

;; The program.

(defun journey-mode--server (&rest _)
  "How to start the language server."
  (list journey-program "lsp"))

(defun journey-mode--start-server ()
  "Start the language server for this buffer, or say why that cannot be."
  (when (and journey-start-server buffer-file-name)
    (if (executable-find journey-program t)
        (eglot-ensure)
      (message "Journey: there is no program `%s', so there are colours and no more.  %s"
               journey-program "Install it, or say where it is: M-x customize-variable RET journey-program"))))

(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs '(journey-mode . journey-mode--server)))

;; severity[rule]: message
;;   --> file:line:column
(add-to-list 'compilation-error-regexp-alist-alist
             '(journey "^\\(?:error\\|\\(warning\\)\\|\\(info\\|hint\\)\\)\\(?:\\[[a-z-]+\\]\\)?: .*\n *--> \\(.+\\):\\([0-9]+\\):\\([0-9]+\\)$"
                       3 4 5 (1 . 2)))
(add-to-list 'compilation-error-regexp-alist 'journey)

(defun journey-check ()
  "List what is wrong in the project of this file.
\\[next-error] goes from finding to finding."
  (interactive)
  (compile (concat (shell-quote-argument journey-program) " check --color never .")))

;; The map in the browser, which follows the cursor, and leads back with a click.

(defvar-local journey-preview--process nil
  "The preview of this buffer's file.")

(defun journey-preview ()
  "Show the map of this file in the browser.
It follows what is saved, and the cursor; a click in it leads to the text."
  (interactive)
  (unless buffer-file-name
    (user-error "Save this buffer to a file first"))
  (unless (executable-find journey-program)
    (user-error "There is no program `%s'; say where it is by customizing `journey-program'" journey-program))
  (if (process-live-p journey-preview--process)
      ;; Before it has said where the map is, the page is about to open anyway.
      (when-let* ((url (process-get journey-preview--process 'url)))
        (browse-url url))
    (setq journey-preview--process
          (make-process :name "journey preview"
                        :command (list journey-program "preview" "--json" "--no-open"
                                       (expand-file-name buffer-file-name))
                        :connection-type 'pipe
                        :coding 'utf-8-unix
                        :noquery t
                        :stderr (get-buffer-create " *journey preview*" t)
                        :filter #'journey-preview--hear
                        :sentinel #'journey-preview--ended))
    (add-hook 'post-command-hook #'journey-preview--tell-cursor nil t)
    (add-hook 'kill-buffer-hook #'journey-preview--end nil t)
    ;; A mode that starts again forgets the process.
    (add-hook 'change-major-mode-hook #'journey-preview--end nil t)))

(defun journey-preview--hear (process text)
  "Do what the lines of JSON in TEXT want, which PROCESS wrote."
  (let ((lines (split-string (concat (process-get process 'rest) text) "\n")))
    (process-put process 'rest (car (last lines)))
    (dolist (line (butlast lines))
      (let ((said (json-parse-string line :object-type 'plist)))
        (when-let* ((url (plist-get said :url)))
          (process-put process 'url url)
          (browse-url url))
        (when-let* ((place (plist-get said :open)))
          (find-file-other-window (plist-get place :file))
          (goto-char (point-min))
          (forward-line (1- (plist-get place :line)))
          (forward-char (min (1- (plist-get place :column)) (- (line-end-position) (point)))))
        (when-let* ((sentence (plist-get said :error)))
          (message "Journey: %s" sentence))))))

(defun journey-preview--tell-cursor ()
  "Tell the preview on which line the cursor is, if that has changed."
  (when (process-live-p journey-preview--process)
    (let ((line (line-number-at-pos nil t)))
      (unless (eql line (process-get journey-preview--process 'line))
        (process-put journey-preview--process 'line line)
        (process-send-string
         journey-preview--process
         (concat (json-serialize `(:cursor (:file ,(expand-file-name buffer-file-name) :line ,line
                                            :column ,(1+ (current-indentation)))))
                 "\n"))))))

(defun journey-preview--ended (process _event)
  "Say what went wrong where PROCESS ended by itself."
  (when (and (eq (process-status process) 'exit) (/= (process-exit-status process) 0))
    (message "Journey: the preview has ended; the buffer ` *journey preview*' says why")))

(defun journey-preview--end ()
  "End the preview of this buffer."
  (when (process-live-p journey-preview--process)
    (delete-process journey-preview--process)))

(defvar-keymap journey-mode-map
  :doc "Keys of `journey-mode'."
  "C-c C-c" #'journey-check
  "C-c C-v" #'journey-preview)

;;;###autoload
(define-derived-mode journey-mode prog-mode "Journey"
  "Major mode for customer journeys as text.

\\{journey-mode-map}"
  (setq-local comment-start "// ")
  (setq-local comment-end "")
  (setq-local comment-start-skip "///?[ \t]*")
  (setq-local syntax-propertize-function #'journey-mode--propertize)
  (setq-local font-lock-defaults
              '(journey-mode-font-lock-keywords nil nil nil
                (font-lock-syntactic-face-function . journey-mode--face)))
  (setq-local indent-tabs-mode nil)
  (setq-local indent-line-function #'journey-mode-indent-line)
  (setq-local electric-indent-chars (cons ?} electric-indent-chars))
  (setq-local imenu-create-index-function #'journey-mode--index)
  (setq-local outline-regexp
              (concat "[ \t]*" (regexp-opt journey-mode--keywords) "[ \t]+[{\"[:alpha:]_]"))
  (setq-local outline-level #'journey-mode--outline-level)
  (journey-mode--start-server))

(with-eval-after-load 'hideshow
  (add-to-list 'hs-special-modes-alist '(journey-mode "{" "}" "//")))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.journey\\'" . journey-mode))

(provide 'journey-mode)
;;; journey-mode.el ends here
