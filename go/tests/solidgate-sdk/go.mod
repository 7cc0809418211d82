module driver

go 1.24.0

require github.com/solidgate-tech/go-sdk v1.7.0

replace github.com/solidgate-tech/go-sdk => ./sdk
