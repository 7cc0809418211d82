/* Ways to do the same thing, measured in turns; and what the results are written with. */
#ifndef ROUNDS_H
#define ROUNDS_H

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#define CHECK(condition, ...)                                                                                                      \
    do {                                                                                                                           \
        if (!(condition)) {                                                                                                        \
            fprintf(stderr, "%s:%d: ", __FILE__, __LINE__);                                                                        \
            fprintf(stderr, __VA_ARGS__);                                                                                          \
            fputc('\n', stderr);                                                                                                   \
            exit(1);                                                                                                               \
        }                                                                                                                          \
    } while (0)

enum { MAX_WAYS = 4 };

/* `call` does it once; it ends the program when it fails. */
typedef struct {
    const char *name;
    void (*call)(void *context);
    void *context;
} way;

typedef struct {
    const char *scheme;
    const char *operation;
    size_t body;
} subject;

/* Measures, and writes a line of calls. The first way is the one that the others are compared with. */
void measure(const subject *about, const way *ways, size_t count);

void write_threads(const subject *about, unsigned threads, double one, double all);
void write_memory(const char *what, long bytes);
void write_size(const char *what, long bytes);

/* Sorts the values; the result is one of them. */
double quartile(double *values, size_t count, size_t quarter);

#endif
