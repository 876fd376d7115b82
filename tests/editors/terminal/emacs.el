;;; emacs.el --- Tests of journey-mode  -*- lexical-binding: t; -*-

;;; Code:

(require 'ert)
(require 'cl-lib)
(require 'journey-mode)
(require 'text-property-search)

(setq journey-start-server nil)

(defmacro journey-tests-with (text &rest body)
  "Run BODY in a buffer with TEXT, at the place of its mark `|'."
  (declare (indent 1))
  `(with-temp-buffer
     (insert ,text)
     (journey-mode)
     (goto-char (point-min))
     (when (search-forward "|" nil t) (delete-char -1))
     (font-lock-ensure)
     ,@body))

(defun journey-tests-faces (file places)
  "Print the faces that FILE has at PLACES, one a line."
  (with-current-buffer (find-file-noselect file)
    (font-lock-ensure)
    (dolist (place places)
      (let ((face (get-text-property place 'face)))
        (princ (format "%s\n" (if (consp face) (car face) face)))))))

(ert-deftest journey-tests-a-file-is-known-by-its-name ()
  (should (eq (cdr (assoc "\\.journey\\'" auto-mode-alist)) 'journey-mode)))

(defun journey-tests-laid-out (text)
  "TEXT as it is after every line was indented anew, from none at all."
  (journey-tests-with text
    (let ((case-fold-search nil))
      (goto-char (point-min))
      (while (not (eobp))
        (unless (nth 3 (syntax-ppss)) (delete-horizontal-space))
        (forward-line)))
    (indent-region (point-min) (point-max))
    (buffer-string)))

(ert-deftest journey-tests-indentation-is-that-of-the-formatter ()
  (dolist (file (directory-files-recursively (getenv "JOURNEY_EXAMPLES") "\\.journey\\'"))
    (let ((text (with-temp-buffer (insert-file-contents file) (buffer-string))))
      (should (equal (list file (journey-tests-laid-out text)) (list file text))))))

(ert-deftest journey-tests-a-new-line-is-indented ()
  (journey-tests-with "journey a \"A\" {|"
    (newline-and-indent)
    (should (= (current-column) 2))
    (insert "}")
    (indent-according-to-mode)
    (should (= (current-indentation) 0)))
  (journey-tests-with "persona a \"A\" {\n  goal: \"x\", // y|\n}"
    (newline-and-indent)
    (should (= (current-column) 4)))
  (journey-tests-with "persona a \"A\" {\n  goal: \"x\",|\n}"
    (newline-and-indent)
    (insert "job: 1")
    (indent-according-to-mode)
    (should (= (current-indentation) 2)))
  (journey-tests-with "persona a \"A\" {\n  quote: \"\"\"|\n}"
    (newline-and-indent)
    (should (= (current-column) 4))))

(ert-deftest journey-tests-what-is-written-in-a-text-stays ()
  (let ((text "persona a \"A\" {\n  quote: \"\"\"\n       { deep\n  shallow\n    \"\"\"\n  age: 7\n}\n"))
    (journey-tests-with text
      (indent-region (point-min) (point-max))
      (should (equal (buffer-string) text)))))

(ert-deftest journey-tests-comments-come-and-go ()
  (let ((text "persona a \"A\" {\n  age: 7\n}\n"))
    (journey-tests-with text
      (comment-region (point-min) (point-max))
      (should (equal (buffer-string) "// persona a \"A\" {\n//   age: 7\n// }\n"))
      (uncomment-region (point-min) (point-max))
      (should (equal (buffer-string) text)))))

(ert-deftest journey-tests-a-missing-quote-ends-with-its-line ()
  (journey-tests-with "persona a \"A {\n  age: 7\n}\npersona b \"B\" {}|"
    (should-not (nth 3 (syntax-ppss)))
    (should (eq (get-text-property (- (point) 12) 'face) 'font-lock-keyword-face)))
  (journey-tests-with "// it's \"half\npersona b \"B\"|"
    (should-not (nth 8 (syntax-ppss)))))

(ert-deftest journey-tests-a-text-may-be-long ()
  (let ((long (make-string 200000 ?x)))
    (journey-tests-with (format "persona a \"%s\\\"%s\" {\n  goal: \"%s\"\n  age: 7|\n}" long long long)
      (should-not (nth 3 (syntax-ppss)))
      (should (eq (get-text-property (1- (point)) 'face) 'font-lock-number-face)))))

(ert-deftest journey-tests-half-typed-lines-do-no-harm ()
  (dolist (text '("" "\n" "{" "}}}" "persona" "persona a \"" "\"\"\"" "\\" "//" "///" "a b c:" "{{{\n}\n" "journey a \"A\" {\n  next: x,\n"))
    (journey-tests-with text
      (indent-region (point-min) (point-max))
      (journey-mode--index)
      (goto-char (point-max))
      (newline-and-indent)
      (cl-flet ((bare (string) (replace-regexp-in-string "[ \n]" "" string)))
        (should (equal (bare text) (bare (buffer-string))))))))

(ert-deftest journey-tests-triple-quotes-are-one-text-while-they-are-edited ()
  (journey-tests-with "persona a \"A\" {\n  quote: \"\"\"\n    one \"two\" \\\"\"\" three|\n    \"\"\"\n  age: 7\n}\n"
    (should (eq (nth 3 (syntax-ppss)) t))
    (search-forward "age")
    (should-not (nth 3 (syntax-ppss)))
    (search-backward "\"\"\"")
    (delete-char 3)
    (search-forward "age")
    (should (nth 3 (syntax-ppss)))
    (search-backward "three")
    (insert "\"\"\" ")
    (search-forward "age")
    (should-not (nth 3 (syntax-ppss)))))

(ert-deftest journey-tests-the-index-has-labels-and-names ()
  (journey-tests-with "persona sam \"Sam\"\npersona ida\njourney a \"A\" {\n  persona: sam\n  stage b \"B\" { pain p \"P\" {} }\n  // stage c \"C\"\n}\n"
    (let ((index (journey-mode--index)))
      (should (equal (mapcar (lambda (group) (cons (car group) (mapcar #'car (cdr group)))) index)
                     '(("Journey" "A") ("Pain" "P") ("Persona" "Sam" "ida") ("Stage" "B"))))
      (goto-char (cdr (assoc "B" (cdr (assoc "Stage" index)))))
      (should (looking-at "stage b \"B\"")))))

(ert-deftest journey-tests-the-outline-knows-how-deep-it-is ()
  (journey-tests-with "journey a \"A\" {\n  persona: sam\n  stage b \"B\" {\n    touchpoint c \"C\" {}\n  }\n}\n"
    (let (levels)
      (while (re-search-forward (concat "^\\(?:" outline-regexp "\\)") nil t)
        (save-excursion
          (goto-char (match-beginning 0))
          (push (funcall outline-level) levels)))
      (should (equal levels '(3 2 1))))))

(ert-deftest journey-tests-blocks-fold ()
  (require 'hideshow)
  (journey-tests-with "journey a \"A\" {|\n  persona: sam\n}\n"
    (hs-minor-mode)
    (hs-hide-block)
    (goto-char (point-min))
    (search-forward "persona")
    (should (invisible-p (point)))))

(ert-deftest journey-tests-findings-are-places-to-go-to ()
  (with-temp-buffer
    (insert "error[unknown-name]: there is no persona `x`\n  --> maps/a b.journey:5:12\n\nhint[late]: y\n   --> c.journey:7:1\n")
    (compilation-mode)
    (let ((inhibit-read-only t))
      (compilation-parse-errors (point-min) (point-max)))
    (goto-char (point-min))
    (let (found match)
      (while (setq match (text-property-search-forward 'compilation-message nil (lambda (_ value) value)))
        (let* ((message (prop-match-value match))
               (place (compilation--message->loc message)))
          (push (list (caar (compilation--loc->file-struct place)) (compilation--loc->line place)
                      (compilation--message->type message))
                found)))
      (should (equal (delete-dups (nreverse found)) '(("maps/a b.journey" 5 2) ("c.journey" 7 0)))))))

(ert-deftest journey-tests-the-map-opens-in-the-browser-and-leads-back ()
  (let* ((file (make-temp-file "journey" nil ".journey" "journey a \"A\" {\n  stage b \"B\" {}\n}\n"))
         (journey-program (getenv "JOURNEY"))
         (opened nil)
         (browse-url-browser-function (lambda (url &rest _) (push url opened)))
         (waited 0)
         said)
    (cl-letf (((symbol-function 'message) (lambda (form &rest rest) (push (apply #'format form rest) said))))
      (with-current-buffer (find-file-noselect file)
        (journey-preview)
        ;; Somebody who cannot wait gets one page all the same.
        (journey-preview)
        (while (and (not opened) (< (cl-incf waited) 600))
          (accept-process-output journey-preview--process 0.1))
        (should (string-prefix-p "http://127.0.0.1:" (car opened)))
        (should (= (length opened) 1))
        ;; It is not started twice.
        (let ((process journey-preview--process))
          (journey-preview)
          (should (eq process journey-preview--process))
          (should (= (length opened) 2))
          ;; What it is told, it understands.
          (forward-line)
          (journey-preview--tell-cursor)
          ;; It answers in their order what it does not understand: so far there was nothing.
          (process-send-string process "nonsense\n")
          (cl-flet ((complaints () (seq-filter (lambda (sentence) (string-prefix-p "Journey:" sentence)) said)))
            (setq waited 0)
            (while (and (not (complaints)) (< (cl-incf waited) 600))
              (accept-process-output process 0.1))
            (should (= (length (complaints)) 1))
            (should (string-match-p "this is no message" (car (complaints)))))
          (journey-preview--hear process (format "{\"open\":{\"file\":\"%s\",\"line\":2," file))
          (journey-preview--hear process "\"column\":9}}\n")
          (should (looking-at "b \"B\""))
          ;; A buffer that is read again starts its mode again, and leaves no preview behind.
          (revert-buffer t t)
          (should-not (process-live-p process)))
        (journey-preview)
        (let ((process journey-preview--process))
          (should (process-live-p process))
          (kill-buffer)
          (should-not (process-live-p process)))))
    (delete-file file)))

(provide 'emacs)
;;; emacs.el ends here
