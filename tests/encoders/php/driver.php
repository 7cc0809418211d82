<?php
// json_encode, of arrays and of objects.

declare(strict_types=1);

const SLASHES = JSON_UNESCAPED_SLASHES;
const UNICODE = JSON_UNESCAPED_UNICODE;
const FORMS = [
    'php' => [true, 0],
    'php-slashes' => [true, SLASHES],
    'php-unicode' => [true, UNICODE],
    'php-slashes-unicode' => [true, SLASHES | UNICODE],
    'php-fractions' => [true, JSON_PRESERVE_ZERO_FRACTION],
    'php-fractions-slashes-unicode' => [true, JSON_PRESERVE_ZERO_FRACTION | SLASHES | UNICODE],
    'php-pretty' => [true, JSON_PRETTY_PRINT],
    'php-pretty-slashes-unicode' => [true, JSON_PRETTY_PRINT | SLASHES | UNICODE],
    'php-object' => [false, 0],
    'php-object-slashes' => [false, SLASHES],
    'php-object-unicode' => [false, UNICODE],
    'php-object-slashes-unicode' => [false, SLASHES | UNICODE],
    'php-object-pretty' => [false, JSON_PRETTY_PRINT],
    'php-object-pretty-slashes-unicode' => [false, JSON_PRETTY_PRINT | SLASHES | UNICODE],
];

for ($number = 0; ($line = fgets(STDIN)) !== false; $number++) {
    foreach (FORMS as $form => [$arrays, $flags]) {
        $body = json_decode(base64_decode($line), $arrays);
        // An object's property cannot begin with a NUL.
        $refused = json_last_error() === JSON_ERROR_INVALID_PROPERTY_NAME;
        $written = $refused ? '-' : base64_encode(json_encode($body, $flags | JSON_THROW_ON_ERROR));
        echo "$number\t$form\t$written\n";
    }
}
