#define _POSIX_C_SOURCE 200809L
#include "rounds.h"

#include <time.h>

#include <jansson.h>

enum { ROUNDS = 31, TURN = 2000000 };

/* Nanoseconds for which the processor has worked for this thread: what else runs on the machine is not counted. */
static double worked(void)
{
    struct timespec now;
    CHECK(clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now) == 0, "no clock");
    return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

static double turn(const way *way, unsigned calls)
{
    double start = worked();
    for (unsigned done = 0; done < calls; done++) way->call(way->context);
    return (worked() - start) / calls;
}

/* After it has run for some turns, so that caches and branch predictors know it. */
static unsigned calls_in_a_turn(const way *way)
{
    unsigned calls = 1;
    while (turn(way, calls) * calls < TURN) calls *= 2;
    return (unsigned)(TURN / turn(way, calls)) + 1;
}

static int compare(const void *one, const void *other)
{
    double a = *(const double *)one, b = *(const double *)other;
    return (a > b) - (a < b);
}

double quartile(double *values, size_t count, size_t quarter)
{
    qsort(values, count, sizeof *values, compare);
    return values[(count - 1) * quarter / 4];
}

static json_t *quartiles(double *values)
{
    return json_pack("[f, f, f]", quartile(values, ROUNDS, 1), quartile(values, ROUNDS, 2), quartile(values, ROUNDS, 3));
}

/* Adds a line to the file that PAYSIG_BENCH_RESULTS names. */
static void write_line(json_t *line)
{
    CHECK(line != NULL, "no memory for a result");
    const char *path = getenv("PAYSIG_BENCH_RESULTS");
    if (path != NULL) {
        FILE *file = fopen(path, "a");
        CHECK(file != NULL, "%s cannot be written", path);
        CHECK(json_dumpf(line, file, JSON_COMPACT) == 0 && fputc('\n', file) != EOF && fclose(file) == 0, "%s cannot be written", path);
    }
    json_decref(line);
}

void measure(const subject *about, const way *ways, size_t count)
{
    double times[MAX_WAYS][ROUNDS], ratios[MAX_WAYS][ROUNDS];
    unsigned calls[MAX_WAYS];
    for (size_t index = 0; index < count; index++) calls[index] = calls_in_a_turn(&ways[index]);
    for (size_t round = 0; round < ROUNDS; round++) {
        for (size_t step = 0; step < count; step++) {
            size_t forward = (round / 2 + step) % count, index = round % 2 ? count - 1 - forward : forward;
            times[index][round] = turn(&ways[index], calls[index]);
        }
        for (size_t index = 0; index < count; index++) ratios[index][round] = times[0][round] / times[index][round];
    }

    json_t *measured = json_array();
    for (size_t index = 0; index < count; index++) {
        json_t *ns = quartiles(times[index]), *ratio = quartiles(ratios[index]);
        printf("%-24s %-6s %8zu  %-12s %10.0f ns %8.2f times the snippet's speed\n", about->scheme, about->operation, about->body,
               ways[index].name, json_real_value(json_array_get(ns, 1)), json_real_value(json_array_get(ratio, 1)));
        json_array_append_new(measured, json_pack("{s:s, s:o, s:o}", "name", ways[index].name, "ns", ns, "ratio", ratio));
    }
    write_line(json_pack("{s:s, s:s, s:s, s:s, s:I, s:o}", "kind", "calls", "language", "C", "scheme", about->scheme, "operation",
                         about->operation, "body", (json_int_t)about->body, "ways", measured));
}

void write_threads(const subject *about, unsigned threads, double one, double all)
{
    char number[16];
    snprintf(number, sizeof number, "%u", threads);
    printf("%-24s %-6s %8zu  1 thread %.0f, %u threads %.0f calls a second\n", about->scheme, about->operation, about->body, one, threads,
           all);
    json_t *per_second = json_pack("{s:f}", "1", one);
    json_object_set_new(per_second, number, json_real(all));
    write_line(json_pack("{s:s, s:s, s:s, s:s, s:I, s:o}", "kind", "threads", "language", "C", "scheme", about->scheme, "operation",
                         about->operation, "body", (json_int_t)about->body, "per_second", per_second));
}

void write_memory(const char *what, long bytes)
{
    printf("memory: %s: %ld bytes more\n", what, bytes);
    write_line(json_pack("{s:s, s:s, s:s, s:I}", "kind", "memory", "language", "C", "what", what, "bytes", (json_int_t)bytes));
}

void write_size(const char *what, long bytes)
{
    printf("size: %s: %ld bytes\n", what, bytes);
    write_line(json_pack("{s:s, s:s, s:I}", "kind", "size", "what", what, "bytes", (json_int_t)bytes));
}
