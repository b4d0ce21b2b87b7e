;;; glossator-lsp-mode.el --- A glossary in the margin, by lsp-mode  -*- lexical-binding: t -*-

;; For Emacs 26 and later with the package lsp-mode.
;; In the init file: (load "/path/to/glossator-lsp-mode")

(require 'lsp-mode)

(defgroup glossator nil
  "A glossary in the margin."
  :group 'text)

(defcustom glossator-command '("glossator" "serve")
  "The program and its arguments."
  :type '(repeat string))

(defcustom glossator-modes '(markdown-mode gfm-mode text-mode)
  "The modes whose buffers are served."
  :type '(repeat symbol))

(add-to-list 'lsp-language-id-configuration '(text-mode . "plaintext"))

(defconst glossator-capabilities
  (unless (assq 'general (lsp--client-capabilities))
    '((general . ((positionEncodings . ["utf-32"])))))
  "What lsp-mode up to 8.0.0 does not say: it counts characters, not the UTF-16 units that are agreed if nobody says anything.")

;; It stands beside other servers of the same texts, such as marksman.
(lsp-register-client
 (make-lsp-client :new-connection (lsp-stdio-connection (lambda () glossator-command))
                  :major-modes glossator-modes
                  :add-on? t
                  :custom-capabilities glossator-capabilities
                  :server-id 'glossator))

(defun glossator-start ()
  "Serve this buffer if it is of a file and of one of `glossator-modes', not of one that derives from them."
  (when (and buffer-file-name (memq major-mode glossator-modes))
    (lsp-deferred)))

(dolist (mode glossator-modes)
  (add-hook (intern (format "%s-hook" mode)) #'glossator-start))

(provide 'glossator-lsp-mode)
;;; glossator-lsp-mode.el ends here
