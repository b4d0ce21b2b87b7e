;;; eglot.el --- Real Emacs with Eglot over the built server; started by `run'  -*- lexical-binding: t -*-

(load (expand-file-name "checks" (file-name-directory load-file-name)) nil t)
(load (expand-file-name "glossator-eglot" (getenv "CONFIGURATION")) nil t)
(require 'flymake)
;; A command by keys, not by the mouse, which would open a menu.
(setq last-nonmenu-event ?a)
(setq eglot-sync-connect t eglot-confirm-server-initiated-edits nil eglot-autoshutdown t)

(defun marks ()
  "What is marked in this buffer: (text . message)."
  (mapcar (lambda (it)
            (cons (buffer-substring-no-properties (flymake-diagnostic-beg it) (flymake-diagnostic-end it)) (flymake-diagnostic-text it)))
          (flymake-diagnostics)))

(defun documentation-at-point ()
  "What Eldoc would show of the server's answer."
  (let (shown)
    (eglot-hover-eldoc-function (lambda (text &rest _) (setq shown (substring-no-properties text))))
    (eventually shown)))

(defun fix ()
  "Choose the fix with the usual form among the actions at point, as a user does."
  (let (titles)
    (cl-letf (((symbol-function 'completing-read)
               (lambda (_prompt table &rest _)
                 (setq titles (all-completions "" table))
                 (seq-find (lambda (title) (string-match-p "fine-tuning" title)) titles)))
              ((symbol-function 'read-char-choice) (lambda (&rest _) ?y)))
      (eglot-code-actions (point) (point) "quickfix" t))
    titles))

(run-checks
 (lambda ()
   (find-file "essai.md")
   ;; `eglot-ensure' waits for the end of a command, and a batch has none.
   (run-hooks 'post-command-hook)
   (check "the server serves the buffer" (eventually (eglot-current-server)))
   (let ((seen (eventually (and (assoc "perplexité" (marks)) (assoc "fine tuning" (marks)) (marks)))))
     (check "diagnostics: stand under their words, behind an emoji too" seen (marks))
     (check "diagnostics: say the first sentence" (string-match-p "C'est une mesure" (or (cdr (assoc "perplexité" seen)) "")) seen))
   (at "perplexité")
   (let ((shown (documentation-at-point)))
     (check "hover: Eldoc has the item" (string-match-p "mesure de la capacité du modèle" (or shown "")) shown))
   (when (offered (eglot--server-capable :codeActionProvider) "fix")
     (at "fine tuning")
     (let ((titles (fix)))
       (check "fix: the form to avoid is replaced" (eventually (string-match-p "le fine-tuning," (buffer-string))) titles)))
   (when (offered (eglot--server-capable :completionProvider) "completion")
     (goto-char (point-max))
     (save-excursion (insert "tense\n"))
     (end-of-line)
     (let ((offers (complete (eglot-completion-at-point) "tenseur")))
       (check "completion: takes the usual spelling" (string-suffix-p "\ntenseur\n" (buffer-string)) (cons offers (buffer-substring-no-properties (point-min) (point-max))))))
   (at "perplexité")
   (xref-find-definitions (xref-backend-identifier-at-point 'eglot))
   (check "definition: opens the glossary" (eventually (string-suffix-p "glossary.md" (buffer-file-name))) (buffer-file-name))
   (check "definition: at the item" (string-match-p "Perplexité" (thing-at-point 'line)) (thing-at-point 'line))))

;;; eglot.el ends here
