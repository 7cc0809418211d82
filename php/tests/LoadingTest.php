<?php

declare(strict_types=1);

namespace Paysig\Tests;

use GuzzleHttp\Client;
use Paysig\Exception\LibraryException;
use Paysig\Internal\Library;
use Paysig\Signer;
use PHPUnit\Framework\TestCase;
use Psr\Http\Message\ResponseInterface;

/** How the native library is found and loaded: on the command line, in PHP's built-in server, in php-fpm; and what is said when it is not. */
final class LoadingTest extends TestCase
{
    private const PACKAGE = __DIR__ . '/..';
    private const KEYS = ['public_key' => 'wh_pk_test', 'secret_key' => 'wh_sk_test'];
    private const SIGN = 'try { echo strlen((new Paysig\Signer("solidgate/request", ["public_key" => "a", "secret_key" => "b"]))' .
        '->sign(body: "{}")["Signature"]); } catch (Paysig\Exception\PaysigException $e) { echo $e::class, " ", $e->code(), ": ", $e->getMessage(); }';
    private const NOT_FOUND = ['PAYSIG_LIBRARY' => '/nowhere/libpaysig.so'];

    private const CONTENTS = ['src', 'ffi', 'bin', 'preload.php', 'tests'];

    private static string $folder;
    private static string $site;
    private static string $library;
    private static string $header;

    public static function setUpBeforeClass(): void
    {
        self::$folder = sys_get_temp_dir() . '/paysig-' . bin2hex(random_bytes(6));
        mkdir(self::$folder, 0755);
        self::$library = (string) realpath(Library::path());
        // Where a web server's user can read it, wherever this is checked out.
        self::$site = self::$folder . '/site';
        mkdir(self::$site, 0755);
        new Command(['cp', '-r', ...array_map(fn (string $name): string => self::PACKAGE . "/$name", self::CONTENTS), self::$site]);
        mkdir(self::$site . '/lib', 0755);
        copy(self::$library, self::$site . '/lib/libpaysig.so.1');
        self::$header = self::$folder . '/paysig.h';
        $made = new Command([\PHP_BINARY, self::$site . '/bin/paysig-header'], ['PAYSIG_LIBRARY' => '']);
        file_put_contents(self::$header, $made->output);
    }

    public static function tearDownAfterClass(): void
    {
        new Command(['rm', '-r', self::$folder]);
    }

    public function testByTheEnvironmentVariable(): void
    {
        self::assertSame('172', Command::php(self::SIGN, [], ['PAYSIG_LIBRARY' => self::$library])->output);
    }

    public function testByTheConstantBeforeTheVariable(): void
    {
        $define = 'define("PAYSIG_LIBRARY", ' . var_export(self::$library, true) . ');';
        self::assertSame('172', Command::php($define . self::SIGN, [], self::NOT_FOUND)->output);
    }

    public function testBesideThePackage(): void
    {
        $package = self::$folder . '/package';
        mkdir($package);
        new Command(['cp', '-r', self::PACKAGE . '/src', self::PACKAGE . '/ffi', $package]);
        $code = 'spl_autoload_register(fn ($c) => require ' . var_export("$package/src/", true) . ' . strtr(substr($c, 7), "\\\\", "/") . ".php");';
        $run = fn (array $environment = []): string =>
            (new Command([\PHP_BINARY, '-r', $code . self::SIGN], $environment + ['PAYSIG_LIBRARY' => '']))->output;
        self::assertStringContainsString("put it into $package/lib, or install it", $run());

        mkdir("$package/lib");
        copy(self::$library, "$package/lib/libpaysig.so.1");
        self::assertSame('172', $run());

        rename("$package/lib/libpaysig.so.1", self::$folder . '/libpaysig.so.1');
        self::assertSame('172', $run(['LD_LIBRARY_PATH' => self::$folder]), 'the system\'s');
    }

    public function testWhenItIsNotFoundThereIsNoOther(): void
    {
        $said = Command::php(self::SIGN, ['-d', 'ffi.preload=' . self::$header], self::NOT_FOUND)->output;
        self::assertStringStartsWith(LibraryException::class . ' internal: the native library cannot be loaded: ', $said);
        self::assertStringContainsString('/nowhere/libpaysig.so', $said);
        self::assertStringContainsString('PAYSIG_LIBRARY', $said);
    }

    public function testAnotherVersion(): void
    {
        $source = self::$folder . '/other.c';
        file_put_contents($source, 'unsigned paysig_abi_version(void) { return 7; } const char *paysig_version(void) { return "9.9.9"; }');
        new Command(['cc', '-shared', '-fPIC', '-o', self::$folder . '/other.so', $source]);
        $said = Command::php(self::SIGN, [], ['PAYSIG_LIBRARY' => self::$folder . '/other.so'])->output;
        self::assertSame(
            LibraryException::class . ' internal: the native library 9.9.9 has the binary interface 7 and this package needs ' .
            Library::ABI_VERSION . ': install both of the same version, and restart the web server',
            $said
        );
        file_put_contents($source, str_replace('7', (string) Library::ABI_VERSION, (string) file_get_contents($source)));
        new Command(['cc', '-shared', '-fPIC', '-o', self::$folder . '/older.so', $source]);
        $said = Command::php(self::SIGN, [], ['PAYSIG_LIBRARY' => self::$folder . '/older.so'])->output;
        self::assertStringContainsString('is not the library that this package was made for', $said);
        $said = Command::php(self::SIGN, [], ['PAYSIG_LIBRARY' => __FILE__])->output;
        self::assertStringContainsString('the native library cannot be loaded', $said);
    }

    public function testTheConstantsAreTheHeaders(): void
    {
        $ffi = Library::ffi();
        foreach (['ABI_VERSION', 'WITH_REPLAY_KEY', 'REPLAY_KEY_LENGTH'] as $name) {
            self::assertSame($ffi->{"PAYSIG_$name"}, \constant(Library::class . "::$name"));
        }
        $macros = (string) file_get_contents(self::PACKAGE . '/../include/paysig.h');
        foreach (['NOW', 'NO_TIMESTAMP'] as $name) {
            self::assertMatchesRegularExpression("/^#define PAYSIG_$name INT64_MIN$/m", $macros);
        }
    }

    public function testWithoutFfi(): void
    {
        $off = Command::php(self::SIGN, ['-d', 'ffi.enable=0'])->output;
        self::assertStringContainsString('PHP\'s FFI is off here (cli, ffi.enable=0): in php.ini set ffi.preload=', $off);
        $code = 'spl_autoload_register(fn ($c) => require ' . var_export(self::PACKAGE . '/src/', true) .
            ' . strtr(substr($c, 7), "\\\\", "/") . ".php");';
        $none = new Command([\PHP_BINARY, '-n', '-r', $code . self::SIGN]);
        self::assertStringContainsString('PHP has no FFI here (cli): install or enable the extension', $none->output);
    }

    public function testPreloadedOnTheCommandLine(): void
    {
        self::assertSame('172', Command::php(self::SIGN, ['-d', 'ffi.preload=' . self::$header], ['PAYSIG_LIBRARY' => ''])->output);
    }

    /** @return array<string, array{list<string>, ?string}> */
    public function webConfigurations(): array
    {
        return [
            'nothing' => [[], 'PHP\'s FFI is off here'],
            'off' => [['ffi.enable=false'], 'PHP\'s FFI is off here'],
            'only ffi.preload' => [['ffi.preload=HEADER'], 'opcache.preload='],
            'only opcache.preload' => [['opcache.preload=PRELOAD'], null],
            'both' => [['ffi.preload=HEADER', 'opcache.preload=PRELOAD'], null],
            'ffi.enable' => [['ffi.enable=true'], null],
            'ffi.enable and ffi.preload' => [['ffi.enable=true', 'ffi.preload=HEADER'], null],
        ];
    }

    /**
     * @dataProvider webConfigurations
     * @param list<string> $settings
     */
    public function testInTheBuiltInServer(array $settings, ?string $complaint): void
    {
        $options = ['-d', 'opcache.enable=1', '-d', 'opcache.enable_cli=1', '-d', 'opcache.preload_user=' . self::user()];
        foreach (self::filled($settings) as $setting) {
            array_push($options, '-d', $setting);
        }
        $server = new Server(self::$site . '/tests/servers/app.php', $options, ['PAYSIG_LIBRARY' => '']);
        $client = new Client(['base_uri' => $server->url, 'http_errors' => false]);
        $headers = (new Signer('solidgate/webhook', self::KEYS))->sign(body: '{"a":1}');
        $answer = $client->post('/', ['body' => '{"a":1}', 'headers' => $headers]);
        if ($complaint !== null) {
            self::assertStringContainsString($complaint, (string) $answer->getBody());
            return;
        }
        self::assertSame([200, ''], [$answer->getStatusCode(), (string) $answer->getBody()]);
        self::assertSame(['{"a":1}'], $answer->getHeader('X-Verified'));
        self::assertSame(['cli-server'], $answer->getHeader('X-Api'));

        $failing = (new Signer('solidgate/webhook', self::KEYS))->sign(body: 'print and fail');
        $answer = $client->post('/', ['body' => 'print and fail', 'headers' => $failing]);
        self::assertSame([500, ''], [$answer->getStatusCode(), (string) $answer->getBody()]);

        $refused = fn (string $body, array $changed = []): ResponseInterface =>
            $client->post('/', ['body' => $body, 'headers' => $changed + $headers]);
        self::assertSame(401, $refused('{"a":2}')->getStatusCode());
        self::assertSame('', (string) $refused('{"a":2}')->getBody());
        self::assertSame(413, $refused(str_repeat('x', 1_048_577))->getStatusCode());
    }

    /**
     * @dataProvider webConfigurations
     * @param list<string> $settings
     */
    public function testInPhpFpm(array $settings, ?string $complaint): void
    {
        $socket = self::$folder . '/fpm.sock';
        $user = self::user();
        $lines = ['[global]', 'error_log=' . self::$folder . '/fpm.log', 'daemonize=no', '[www]', "listen=$socket", 'pm=static',
            'pm.max_children=2'];
        if (posix_geteuid() === 0) {
            array_push($lines, "user=$user", "group=$user", 'listen.mode=0666');
        }
        file_put_contents(self::$folder . '/fpm.conf', implode("\n", $lines) . "\n");
        $command = [self::phpFpm(), '-F', '-y', self::$folder . '/fpm.conf', '-d', "opcache.preload_user=$user"];
        foreach (self::filled($settings) as $setting) {
            array_push($command, '-d', $setting);
        }
        $fpm = proc_open($command, [['file', '/dev/null', 'r'], ['file', '/dev/null', 'w'], ['file', '/dev/null', 'w']], $pipes);
        self::assertIsResource($fpm);
        try {
            for ($attempt = 0; $attempt < 200 && !file_exists($socket); $attempt++) {
                usleep(25_000);
            }
            // More than once, so that a process answers its second request.
            for ($request = 0; $request < 4; $request++) {
                $answer = self::fastCgi($socket, '{"a":1}');
                if ($complaint !== null) {
                    self::assertStringContainsString($complaint, $answer);
                    continue;
                }
                self::assertStringContainsString("X-Verified: {\"a\":1}\r\n", $answer);
                self::assertStringContainsString("X-Api: fpm-fcgi\r\n", $answer);
                self::assertStringContainsString("Status: 401 Unauthorized\r\n", self::fastCgi($socket, '{"a":1}', '{"a":2}'));
            }
        } finally {
            proc_terminate($fpm);
            proc_close($fpm);
            @unlink($socket);
        }
    }

    private static function fastCgi(string $socket, string $signed, ?string $sent = null): string
    {
        $sent ??= $signed;
        $headers = (new Signer('solidgate/webhook', self::KEYS))->sign(body: $signed);
        return (new Command(['cgi-fcgi', '-bind', '-connect', $socket], [
            'SCRIPT_FILENAME' => self::$site . '/tests/servers/app.php',
            'REQUEST_METHOD' => 'POST',
            'REQUEST_URI' => '/hook',
            'CONTENT_TYPE' => 'application/json',
            'CONTENT_LENGTH' => (string) \strlen($sent),
            'HTTP_MERCHANT' => $headers['Merchant'],
            'HTTP_SIGNATURE' => $headers['Signature'],
        ], $sent))->output;
    }

    /** Neither preloads as root. */
    private static function user(): string
    {
        return posix_geteuid() === 0 ? 'www-data' : (posix_getpwuid(posix_geteuid())['name'] ?? '');
    }

    /** PHP-FPM of the version that runs this. */
    private static function phpFpm(): string
    {
        return '/usr/sbin/php-fpm' . \PHP_MAJOR_VERSION . '.' . \PHP_MINOR_VERSION;
    }

    /**
     * @param list<string> $settings
     * @return list<string>
     */
    private static function filled(array $settings): array
    {
        return array_map(fn (string $setting): string => strtr($setting, [
            'HEADER' => self::$header,
            'PRELOAD' => self::$site . '/preload.php',
        ]), $settings);
    }
}
