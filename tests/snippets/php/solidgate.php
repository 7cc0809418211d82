<?php
// SolidGate, "Signature Generation in PHP".
// Source: https://docs.solidgate.com/payments/integrate/access-to-api/ (an earlier copy:
// https://dev.solidgate.com/developers/documentation/introduction/Access-to-Solid-API/).
// As printed, but: the blanks "{{public_key}}" and "{{private_key}" (sic, one brace short) are variables.

function generateSignature(string $jsonString): string
{
    return base64_encode(
        hash_hmac('sha512',
            $GLOBALS['public_key'] . $jsonString . $GLOBALS['public_key'],
            $GLOBALS['private_key'])
    );
}
