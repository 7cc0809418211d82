<?php

declare(strict_types=1);

namespace Paysig\Tests;

use GuzzleHttp\Client;
use Paysig\Signer;
use PHPUnit\Framework\TestCase;

/**
 * README.md is true: its blocks run in the folder of an empty project, those that install first, and print what stands after them.
 *
 * - `sh` is run by bash, with `PAYSIG` in the environment;
 * - `php` is run behind Composer's autoloader and, since Composer has no registry here, Debian's; `php file NAME` becomes that file;
 * - `ini` is php.ini of a web server in `/srv/shop`;
 * - `text output` is what the block before printed; `…` stands for any text.
 */
final class ReadmeTest extends TestCase
{
    private static string $folder;
    private static Server $gateway;

    public static function setUpBeforeClass(): void
    {
        self::$folder = sys_get_temp_dir() . '/paysig-' . bin2hex(random_bytes(6));
        mkdir(self::$folder . '/composer', 0755, true);
        mkdir(self::$folder . '/shop', 0755);
        file_put_contents(self::$folder . '/composer/config.json', '{"repositories": [{"packagist.org": false}]}');
        file_put_contents(self::$folder . '/shop/composer.json', '{}');
        self::$gateway = new Server(__DIR__ . '/servers/gateway.php');
    }

    public static function tearDownAfterClass(): void
    {
        new Command(['rm', '-r', self::$folder]);
    }

    public function testEveryBlock(): void
    {
        $blocks = self::blocks();
        $installs = fn (array $block): bool => $block[0] === 'sh' || $block[0] === 'ini';
        $blocks = [...array_filter($blocks, $installs), ...array_filter($blocks, fn (array $block): bool => !$installs($block))];
        $printed = null;
        $served = false;
        foreach ($blocks as [$fence, $text]) {
            if ($fence === 'text output') {
                self::assertNotNull($printed, 'nothing was run before it');
                $pattern = strtr(preg_quote($text, '/'), ['…' => '.*']);
                self::assertMatchesRegularExpression("/^$pattern$/", $printed);
                $printed = null;
                continue;
            }
            self::assertContains($printed, [null, ''], "this was printed, and is not in the README before:\n$text");
            $printed = match (true) {
                $fence === 'sh' => self::succeed(['bash', '-euc', $text]),
                $fence === 'php' => self::runScript($text),
                $fence === 'ini' => self::configure($text),
                str_starts_with($fence, 'php file ') => self::write($served = substr($fence, 9), $text),
                default => self::fail("no runner for the fence '$fence'"),
            };
        }
        self::assertIsString($served);
        $this->receiveAWebhook($served);
    }

    /** The README's script, behind a server with the README's settings. */
    private function receiveAWebhook(string $script): void
    {
        $keys = ['public_key' => 'wh_pk_1', 'secret_key' => 'wh_sk_1'];
        $environment = [
            'HOOK_PUBLIC' => $keys['public_key'],
            'HOOK_SECRET' => $keys['secret_key'],
            'PAYSIG_LIBRARY' => '',
            'PHP_INI_SCAN_DIR' => ':' . self::$folder . '/ini',
        ];
        $server = new Server(self::$folder . "/shop/$script", ['-d', 'opcache.enable_cli=1'], $environment);
        $client = new Client(['base_uri' => $server->url, 'http_errors' => false]);
        $headers = (new Signer('solidgate/webhook', $keys))->sign(body: '{}');
        self::assertSame(200, $client->post('/', ['headers' => $headers, 'body' => '{}'])->getStatusCode());
        self::assertSame(401, $client->post('/', ['headers' => $headers, 'body' => '{ }'])->getStatusCode());
    }

    private static function runScript(string $text): string
    {
        self::write('script.php', "require 'vendor/autoload.php';\nrequire 'Nyholm/Psr7/autoload.php';\n" .
            "require 'GuzzleHttp/autoload.php';\n$text");
        return self::succeed([\PHP_BINARY, '-d', 'extension=' . getenv('PAYSIG_PSR_EXTENSION'), 'script.php']);
    }

    private static function write(string $name, string $text): string
    {
        file_put_contents(self::$folder . "/shop/$name", "<?php\n\ndeclare(strict_types=1);\n\n$text");
        return '';
    }

    /** @param list<string> $command */
    private static function succeed(array $command): string
    {
        $ran = new Command($command, [
            'PAYSIG' => (string) realpath(__DIR__ . '/../..'),
            'PAYSIG_LIBRARY' => '',
            'GATEWAY' => self::$gateway->url,
            'COMPOSER_HOME' => self::$folder . '/composer',
            'COMPOSER_ALLOW_SUPERUSER' => '1',
            'COMPOSER_NO_INTERACTION' => '1',
            // Copied, as from a registry.
            'COMPOSER_MIRROR_PATH_REPOS' => '1',
        ], '', self::$folder . '/shop');
        self::assertSame(0, $ran->status, implode(' ', $command) . "\n$ran->output$ran->errors");
        return $ran->output;
    }

    private static function configure(string $ini): string
    {
        $user = posix_geteuid() === 0 ? 'www-data' : (posix_getpwuid(posix_geteuid())['name'] ?? '');
        mkdir(self::$folder . '/ini');
        file_put_contents(self::$folder . '/ini/shop.ini', strtr($ini, ['/srv/shop' => self::$folder . '/shop', 'www-data' => $user]));
        return '';
    }

    /** @return list<array{string, string}> */
    private static function blocks(): array
    {
        preg_match_all('/^```(\w[^\n]*)\n(.*?)^```$/ms', (string) file_get_contents(__DIR__ . '/../README.md'), $found, \PREG_SET_ORDER);
        return array_map(fn (array $block): array => [$block[1], $block[2]], $found);
    }
}
