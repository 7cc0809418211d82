/*
 * Threads that load the library at run time, use it, and unload it, as plugins do. This program is not linked with it, so that each
 * dlclose may be the last. Argument: the shared library's file.
 */
#include <dlfcn.h>
#include <pthread.h>

#include "check.h"

enum { THREADS = 4, ROUNDS = 20 };

static const char *library;

/* C says nothing about turning what dlsym gives into a function; POSIX says it like this. */
#define LOAD(handle, function) (*(void **)&(function) = dlsym(handle, "paysig_" #function), (function) != NULL)

static void *load_and_unload(void *argument)
{
    int32_t (*describe)(const char *, size_t, paysig_text **, char *, size_t);
    const char *(*text_data)(const paysig_text *, size_t *);
    void (*text_free)(paysig_text *);
    uint32_t (*abi_version)(void);

    for (int round = 0; round < ROUNDS; round++) {
        void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
        CHECK(handle != NULL, "%s", dlerror());
        CHECK(LOAD(handle, describe) && LOAD(handle, text_data) && LOAD(handle, text_free) && LOAD(handle, abi_version), "%s", dlerror());
        CHECK(abi_version() == PAYSIG_ABI_VERSION, "another interface");
        paysig_text *text;
        CHECK(describe(TEXT("solidgate/webhook"), &text, NULL, 0) == PAYSIG_OK, "no description");
        CHECK(dlclose(handle) == 0, "%s", dlerror());
        /* The library stays in memory, or this would crash. */
        CHECK(strlen(text_data(text, NULL)) > 0, "nothing");
        text_free(text);
    }
    return argument;
}

int main(int count, char **arguments)
{
    pthread_t threads[THREADS];
    CHECK(count == 2, "usage: loading LIBRARY");
    library = arguments[1];
    for (int i = 0; i < THREADS; i++)
        CHECK(pthread_create(&threads[i], NULL, load_and_unload, NULL) == 0, "no thread");
    for (int i = 0; i < THREADS; i++)
        CHECK(pthread_join(threads[i], NULL) == 0, "no end of a thread");
    puts("C: loaded and unloaded by threads");
    return 0;
}
