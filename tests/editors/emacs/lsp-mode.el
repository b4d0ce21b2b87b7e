;;; lsp-mode.el --- Real Emacs with lsp-mode over the built server; started by `run'  -*- lexical-binding: t -*-

(load (expand-file-name "checks" (file-name-directory load-file-name)) nil t)
(load (expand-file-name "glossator-lsp-mode" (getenv "CONFIGURATION")) nil t)
(setq lsp-auto-guess-root t lsp-enable-suggest-server-download nil lsp-restart 'ignore lsp-diagnostics-provider :flymake
      lsp-session-file (expand-file-name "session" (getenv "HOME")) lsp-response-timeout checks-deadline
      lsp-auto-execute-action t)

(defun marks ()
  "What is marked in this file: (text . message)."
  (mapcar (lambda (it)
            (let ((range (lsp--range-to-region (lsp:diagnostic-range it))))
              (cons (buffer-substring-no-properties (car range) (cdr range)) (lsp:diagnostic-message it))))
          (gethash buffer-file-name (lsp-diagnostics t))))

(run-checks
 (lambda ()
   (find-file "essai.md")
   (lsp)
   (check "the server serves the buffer" (eventually (lsp-workspaces)))
   (let ((seen (eventually (and (assoc "perplexité" (marks)) (assoc "fine tuning" (marks)) (marks)))))
     (check "diagnostics: stand under their words, behind an emoji too" seen (marks))
     (check "diagnostics: say the first sentence" (string-match-p "C'est une mesure" (or (cdr (assoc "perplexité" seen)) "")) seen))
   (at "perplexité")
   (lsp-describe-thing-at-point)
   (let ((shown (with-current-buffer "*lsp-help*" (buffer-string))))
     (check "hover: the help window shows the item" (string-match-p "mesure de la capacité du modèle" shown) shown))
   (when (offered (lsp-feature? "textDocument/codeAction") "fix")
     (at "fine tuning")
     (let* ((actions (append (lsp-code-actions-at-point) nil))
            (titles (mapcar #'lsp:code-action-title actions)))
       (when-let ((action (seq-find (lambda (it) (string-match-p "fine-tuning" (lsp:code-action-title it))) actions)))
         (lsp-execute-code-action action))
       (check "fix: the form to avoid is replaced" (eventually (string-match-p "le fine-tuning," (buffer-string))) titles)))
   (when (offered (lsp-feature? "textDocument/completion") "completion")
     (goto-char (point-max))
     ;; lsp-mode 8.0.0 never ends on a last line that has no end (`lsp--indent-lines').
     (save-excursion (insert "tense\n"))
     (end-of-line)
     (let ((offers (complete (lsp-completion-at-point) "tenseur")))
       (check "completion: takes the usual spelling" (string-suffix-p "\ntenseur\n" (buffer-string)) (cons offers (buffer-substring-no-properties (point-min) (point-max))))))
   (at "perplexité")
   (lsp-find-definition)
   (check "definition: opens the glossary" (eventually (string-suffix-p "glossary.md" (buffer-file-name))) (buffer-file-name))
   (check "definition: at the item" (string-match-p "Perplexité" (thing-at-point 'line)) (thing-at-point 'line))))

;;; lsp-mode.el ends here
