package paysig

// FormWithIV makes a form with a chosen initialisation vector, which only tests do.
func FormWithIV(s *Signer, kind FormKind, attributes, iv []byte) (map[string]string, error) {
	return s.form(kind, attributes, iv)
}
