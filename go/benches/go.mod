module github.com/paysig/paysig/go/benches

go 1.24.0

require github.com/paysig/paysig/go v0.0.0

replace github.com/paysig/paysig/go => ../
