# Smart2Pay, "Code sample: Authentication".
# Source: https://docs-apm.nuvei.com/category/authentication/ (before: https://docs.smart2pay.com/category/security/).
# As printed, but: the blanks are arguments, and so is the host, which is a local server that notes the header
# (printed: https://paytest.smart2pay.com). -sS only silences the progress meter.

payments() { # HOST PROVIDED_SITE_ID PROVIDED_API_KEY
    curl -sS -u "$2":"$3" \
         "$1/v1/payments/?limit=1"
}
