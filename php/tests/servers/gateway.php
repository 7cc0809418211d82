<?php

// A gateway in PHP's built-in server. It writes down what came over the wire, and signs by PHP's own functions.

declare(strict_types=1);

$body = (string) file_get_contents('php://input');
$target = $_SERVER['REQUEST_URI'];
file_put_contents((string) getenv('PAYSIG_TEST_LOG'), json_encode([
    'method' => $_SERVER['REQUEST_METHOD'],
    'target' => $target,
    'headers' => array_change_key_case(getallheaders()),
    'body' => base64_encode($body),
], JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR) . "\n", FILE_APPEND | LOCK_EX);

$path = (string) strtok($target, '?');
$query = $_GET;
$answer = '{"ok":true}';
header('Content-Type: application/json');
switch ($path) {
    case '/redirect':
        header("Location: {$query['to']}", true, (int) $query['status']);
        break;
    case '/busy':
        $counter = getenv('PAYSIG_TEST_LOG') . '.count';
        $count = is_file($counter) ? (int) file_get_contents($counter) : 0;
        file_put_contents($counter, (string) ($count + 1));
        if ($count < 2) {
            http_response_code(503);
        } else {
            unlink($counter);
        }
        break;
    case '/signed':
    case '/compressed':
        $timestamp = (string) (int) (microtime(true) * 1000);
        $text = $_SERVER['REQUEST_METHOD'] . $timestamp . $path . ($_SERVER['QUERY_STRING'] ?? '') . $answer;
        header("D-TIMESTAMP: $timestamp");
        header('D-SIGNATURE: ' . base64_encode(hash_hmac('sha512', $text, 'sign-key', true)));
        if ($path === '/compressed' && str_contains($_SERVER['HTTP_ACCEPT_ENCODING'] ?? 'gzip', 'gzip')) {
            header('Content-Encoding: gzip');
            $answer = (string) gzencode($answer);
        }
        break;
    case '/bound':
        // Without a timestamp of its own, a response is bound to its request's.
        $text = $_SERVER['REQUEST_METHOD'] . $_SERVER['HTTP_TIMESTAMP'] . $path . $answer;
        header('D-SIGNATURE: ' . base64_encode(hash_hmac('sha512', $text, 'sign-key', true)));
        break;
    case '/endless':
        // Until the client hangs up.
        for ($sent = 0; $sent < 64 << 20; $sent += 1 << 16) {
            echo str_repeat('x', 1 << 16);
        }
        break;
    case '/forged':
        header('D-TIMESTAMP: ' . (int) (microtime(true) * 1000));
        header('D-SIGNATURE: ' . base64_encode(random_bytes(64)));
        break;
}
echo $answer;
