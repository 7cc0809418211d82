<?php

declare(strict_types=1);

namespace Paysig\Tests;

use Paysig\Internal\Library;
use PHPUnit\Framework\TestCase;

final class GeneratedTest extends TestCase
{
    public function testIsCurrent(): void
    {
        $ran = new Command([\PHP_BINARY, __DIR__ . '/../tools/generate.php', '--check'], ['PAYSIG_LIBRARY' => Library::path()]);
        self::assertSame([0, ''], [$ran->status, $ran->errors]);
    }

    public function testTheLicensesAreTheRepositorys(): void
    {
        foreach (['LICENSE-MIT', 'LICENSE-APACHE'] as $license) {
            self::assertFileEquals(__DIR__ . "/../../$license", __DIR__ . "/../$license");
        }
    }
}
