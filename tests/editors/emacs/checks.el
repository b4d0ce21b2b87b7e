;;; checks.el --- What the tests of Eglot and lsp-mode share  -*- lexical-binding: t -*-

(setq make-backup-files nil create-lockfiles nil inhibit-message t)
;; Markdown is a mode of the package markdown-mode; Debian puts packages where -Q does not look.
(let ((default-directory "/usr/share/emacs/site-lisp/elpa/"))
  (normal-top-level-add-subdirs-to-load-path))
(require 'markdown-mode)
(add-to-list 'auto-mode-alist '("\\.md\\'" . markdown-mode))

(defvar checks-failed nil)
(defvar checks-deadline (string-to-number (getenv "DEADLINE")))

(defun say (line)
  "Print LINE to the standard output now; `princ' would keep it for later, and `message' goes to the other stream."
  (let ((coding-system-for-write 'utf-8))
    (write-region (concat line "\n") nil "/dev/stdout" t 'silent)))

(defun check (name holds &optional seen)
  "Report the check NAME, which HOLDS or not; SEEN is shown if not."
  (if holds
      (say (concat "ok      " name))
    (setq checks-failed t)
    (say (format "FAILED  %s\n        saw: %S" name seen)))
  holds)

(defmacro eventually (condition)
  "Let the server speak until CONDITION holds, at most until the deadline; its value."
  `(with-timeout (checks-deadline ,condition)
     (let (value)
       (while (not (setq value ,condition))
         (accept-process-output nil 0.02))
       value)))

(defun at (words)
  "Put the cursor into WORDS, behind their first letter."
  (goto-char (point-min))
  (search-forward words)
  (goto-char (1+ (match-beginning 0))))

(defun offered (provider column)
  "Whether the server announces PROVIDER (its value); else say so for COLUMN."
  (or provider
      (progn (say (format "-       %s: the server does not announce it" column)) nil)))

(defun complete (capf wanted)
  "Take WANTED from what CAPF (the value of a function of `completion-at-point-functions') offers; all that it offers."
  (let ((offers (all-completions (buffer-substring-no-properties (nth 0 capf) (nth 1 capf)) (nth 2 capf))))
    (when-let ((offer (car (member wanted offers))))
      (delete-region (nth 0 capf) (nth 1 capf))
      (insert offer)
      (funcall (or (plist-get (nthcdr 3 capf) :exit-function) #'ignore) offer 'finished))
    ;; What clients hang on them has no end when it is printed.
    (mapcar #'substring-no-properties offers)))

(defun run-checks (body)
  "Call BODY, and leave with a status that says how it went."
  (condition-case problem
      (funcall body)
    (error (check "the test runs to its end" nil problem)))
  (kill-emacs (if checks-failed 1 0)))

;;; checks.el ends here
