/* What the C tests share: a failure is printed with its place, and ends the program. */
#ifndef PAYSIG_CHECK_H
#define PAYSIG_CHECK_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <paysig.h>

#define CHECK(condition, ...)                                              \
    do {                                                                   \
        if (!(condition)) {                                                \
            fprintf(stderr, "%s:%d: %s: ", __FILE__, __LINE__, #condition); \
            fprintf(stderr, __VA_ARGS__);                                  \
            fputc('\n', stderr);                                           \
            exit(1);                                                       \
        }                                                                  \
    } while (0)

/* A string literal as the two arguments that it takes: pointer and length. */
#define TEXT(literal) (literal), (sizeof(literal) - 1)

/* Nothing as the two arguments that it takes. */
#define NOTHING NULL, 0

/* The arguments for a message, in every function that can fail. */
#define MESSAGE message, sizeof message

#endif
