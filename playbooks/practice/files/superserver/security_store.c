/* Reads and writes the stand-in's security settings. A stand-in for practice, NOT InterSystems software. */
#include "security_store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

static const char *const title = "; The security settings of a practice instance. It is NOT InterSystems software.\n";

static struct record *record_named(struct store *store, char *name)
{
    struct record **end = &store->records;
    while (*end) end = &(*end)->next;
    *end = calloc(1, sizeof **end);
    (*end)->name = name;
    return *end;
}

struct store *store_read(const char *path)
{
    struct store *store = calloc(1, sizeof *store);
    struct record *record = NULL;
    char *line = NULL;
    size_t room = 0;
    FILE *file = fopen(path, "re");
    if (!file && errno == ENOENT) return store;
    if (!file) return free(store), NULL;
    flock(fileno(file), LOCK_SH);
    while (getline(&line, &room, file) > 0) {
        line[strcspn(line, "\r\n")] = '\0';
        char *equals = strchr(line, '='), *end = strrchr(line, ']');
        if (line[0] == '[' && end) record = record_named(store, strndup(line + 1, (size_t)(end - line - 1)));
        else if (record && equals && line[0] != ';') {
            *equals = '\0';
            store_set(record, line, equals + 1);
        }
    }
    free(line);
    fclose(file);
    return store;
}

/* In place, not by a new file: its owner must stay who it is, whoever writes. */
int store_write(const struct store *store, const char *path)
{
    int descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    FILE *file = descriptor < 0 ? NULL : fdopen(descriptor, "r+");
    if (!file) return -1;
    flock(descriptor, LOCK_EX);
    fputs(title, file);
    for (const struct record *record = store->records; record; record = record->next) {
        fprintf(file, "[%s]\n", record->name);
        for (const struct setting *one = record->settings; one; one = one->next)
            fprintf(file, "%s=%s\n", one->name, one->value);
    }
    int failed = fflush(file) != 0 || ftruncate(descriptor, ftell(file)) != 0;
    return fclose(file) != 0 || failed ? -1 : 0;
}

static void free_record(struct record *record)
{
    for (struct setting *one = record->settings, *next; one; one = next) {
        next = one->next;
        free(one->name);
        free(one->value);
        free(one);
    }
    free(record->name);
    free(record);
}

void store_free(struct store *store)
{
    for (struct record *record = store->records, *next; record; record = next) {
        next = record->next;
        free_record(record);
    }
    free(store);
}

static char *name_of(const char *class, const char *key)
{
    char *name;
    return asprintf(&name, "%s:%s", class, key) < 0 ? abort(), NULL : name;
}

struct record *store_find(const struct store *store, const char *class, const char *key)
{
    char *name = name_of(class, key);
    struct record *record = store->records;
    while (record && strcmp(record->name, name) != 0) record = record->next;
    free(name);
    return record;
}

struct record *store_add(struct store *store, const char *class, const char *key)
{
    return record_named(store, name_of(class, key));
}

void store_remove(struct store *store, struct record *record)
{
    struct record **at = &store->records;
    while (*at && *at != record) at = &(*at)->next;
    if (!*at) return;
    *at = record->next;
    free_record(record);
}

static struct setting *setting_in(const struct record *record, const char *name)
{
    struct setting *one = record->settings;
    while (one && strcmp(one->name, name) != 0) one = one->next;
    return one;
}

const char *store_get(const struct record *record, const char *name, const char *fallback)
{
    const struct setting *one = record ? setting_in(record, name) : NULL;
    return one ? one->value : fallback;
}

void store_set(struct record *record, const char *name, const char *value)
{
    struct setting *one = setting_in(record, name);
    if (!one) {
        struct setting **end = &record->settings;
        while (*end) end = &(*end)->next;
        one = *end = calloc(1, sizeof *one);
        one->name = strdup(name);
    }
    free(one->value);
    one->value = strdup(value);
}
