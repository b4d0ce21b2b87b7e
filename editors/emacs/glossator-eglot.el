;;; glossator-eglot.el --- A glossary in the margin, by Eglot  -*- lexical-binding: t -*-

;; For Emacs 29 and later, whose Eglot is built in, and for 26 to 28 with the package eglot.
;; In the init file: (load "/path/to/glossator-eglot")

(require 'eglot)

(defgroup glossator nil
  "A glossary in the margin."
  :group 'text)

(defcustom glossator-command '("glossator" "serve")
  "The program and its arguments."
  :type '(repeat string))

(defcustom glossator-modes '(markdown-mode gfm-mode text-mode)
  "The modes whose buffers are served."
  :type '(repeat symbol))

(add-to-list 'eglot-server-programs (cons glossator-modes glossator-command))

(defun glossator-start ()
  "Serve this buffer if it is of a file and of one of `glossator-modes', not of one that derives from them."
  (when (and buffer-file-name (memq major-mode glossator-modes))
    (eglot-ensure)))

(dolist (mode glossator-modes)
  (add-hook (intern (format "%s-hook" mode)) #'glossator-start))

;; The answer has several lines; Emacs shows as many of them as fit, and all with `M-x eldoc-doc-buffer'.
(setq-default eldoc-echo-area-use-multiline-p t)

(provide 'glossator-eglot)
;;; glossator-eglot.el ends here
