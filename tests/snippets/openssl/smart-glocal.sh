# Smart Glocal, "Generating a key pair" and "Creating request body signature".
# Source: https://developer.smart-glocal.com/docs/reference/format/ ("sign the request body as a whole in the
# form in which it is sent"; RSA). Reconstructed from the documented formula; the page's openssl lines themselves could not
# be read here. Two traps of the usual lines are left out: `echo … > file` would sign a line feed that is not sent (the driver
# writes the body's bytes to the file), and `base64` alone breaks the header into lines of 76 columns (hence -w 0).

generate_key_pair() { # PRIVATE PUBLIC
    openssl genrsa -out "$1" 2048
    openssl rsa -in "$1" -pubout -out "$2"
}

sign() { # PRIVATE FILE
    openssl dgst -sha256 -sign "$1" "$2" | base64 -w 0
}
