<?php
// php driver.php N SEED: N request and N webhook cases of SolidGate's PHP snippet. PHP strings are bytes: so are the bodies.

require __DIR__ . '/solidgate.php';

function visible(int $min, int $max, string $without = ''): string
{
    $text = '';
    for ($left = mt_rand($min, $max); $left > 0; ) {
        $char = chr(mt_rand(0x21, 0x7e));
        if (strpos($without, $char) === false) {
            $text .= $char;
            $left--;
        }
    }
    return $text;
}

function text(int $max): string
{
    $text = '';
    for ($left = mt_rand(0, $max); $left > 0; $left--) {
        [$low, $high] = [[0, 0x7f], [0x20, 0x7e], [0x80, 0x7ff], [0x800, 0xd7ff], [0xe000, 0xffff], [0x10000, 0x10ffff]][mt_rand(0, 5)];
        $code = mt_rand($low, $high);
        $text .= $code < 0x80 ? chr($code)
            : ($code < 0x800 ? chr(0xc0 | $code >> 6) . chr(0x80 | $code & 63)
            : ($code < 0x10000 ? chr(0xe0 | $code >> 12) . chr(0x80 | $code >> 6 & 63) . chr(0x80 | $code & 63)
            : chr(0xf0 | $code >> 18) . chr(0x80 | $code >> 12 & 63) . chr(0x80 | $code >> 6 & 63) . chr(0x80 | $code & 63)));
    }
    return $text;
}

function value(int $depth)
{
    switch (mt_rand(0, $depth > 0 ? 6 : 4)) {
        case 0: return null;
        case 1: return mt_rand(0, 1) === 1;
        case 2: return mt_rand(-1000000, 1000000);
        case 3: return mt_rand(0, 1000000) / 128;
        case 4: return text(20);
        case 5: return array_map(fn () => value($depth - 1), array_fill(0, mt_rand(0, 4), 0));
    }
    $object = new stdClass();
    for ($left = mt_rand(0, 5); $left > 0; $left--) {
        $object->{'k' . text(6)} = value($depth - 1);
    }
    return $object;
}

function body(): string
{
    switch (mt_rand(0, 7)) {
        case 0: return '';
        case 1: return text(300);
        case 2:
            $bytes = '';
            for ($left = mt_rand(1, 300); $left > 0; $left--) {
                $bytes .= chr(mt_rand(0, 255));
            }
            return $bytes;
    }
    $flags = [0, JSON_UNESCAPED_UNICODE, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE, JSON_PRETTY_PRINT][mt_rand(0, 3)];
    $object = new stdClass();
    for ($left = mt_rand(0, 6); $left > 0; $left--) {
        $object->{'k' . text(6)} = value(3);
    }
    return json_encode($object, $flags | JSON_THROW_ON_ERROR);
}

$bytes = fn (string $value): array => ['base64' => base64_encode($value)];
[, $count, $seed] = $argv;
mt_srand((int) $seed);
for ($i = 0; $i < (int) $count; $i++) {
    foreach (['solidgate/request' => 'api', 'solidgate/webhook' => 'wh'] as $scheme => $pair) {
        $prefixed = mt_rand(0, 3) > 0;
        $public_key = ($prefixed ? "{$pair}_pk_" : 'm') . visible(1, 40, ',');
        $private_key = ($prefixed ? "{$pair}_sk_" : 's') . visible(1, 200);
        $body = body();
        $signature = generateSignature($body);
        echo json_encode([
            'id' => "php/$scheme/$seed/$i",
            'source' => 'tests/snippets/php/solidgate.php',
            'operation' => 'sign',
            'scheme' => $scheme,
            'credentials' => ['public_key' => $bytes($public_key), 'secret_key' => $bytes($private_key)],
            'message' => ['body' => $bytes($body)],
            'expect' => ['headers' => [['Merchant', $public_key], ['Signature', $signature]]],
        ], JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR), "\n";
    }
}
