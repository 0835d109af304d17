/* Reads CSP.ini for the gateway stand-in (mod_csp_standin.c). A stand-in for practice, NOT InterSystems software. */
#include "csp_ini.h"

#include <apr_strings.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

struct csp_ini *csp_ini_read(apr_pool_t *pool, const char *path)
{
    char line[2048], section[256] = "";
    struct stat status;
    FILE *file = fopen(path, "re");
    if (!file) return NULL;
    struct csp_ini *ini = apr_pcalloc(pool, sizeof *ini);
    ini->values = apr_table_make(pool, 32);
    flock(fileno(file), LOCK_SH);
    if (fstat(fileno(file), &status) == 0)
        ini->modified = apr_time_make(status.st_mtim.tv_sec, status.st_mtim.tv_nsec / 1000);
    while (fgets(line, sizeof line, file)) {
        char *equals = strchr(line, '=');
        line[strcspn(line, "\r\n")] = '\0';
        if (line[0] == '[') {
            snprintf(section, sizeof section, "%.*s", (int)strcspn(line + 1, "]"), line + 1);
        } else if (equals && line[0] != ';') {
            *equals = '\0';
            apr_table_set(ini->values, apr_pstrcat(pool, section, "/", line, NULL), equals + 1);
        }
    }
    fclose(file);
    return ini;
}

const char *csp_ini_get(const struct csp_ini *ini, const char *section, const char *key, const char *fallback)
{
    char name[512];
    snprintf(name, sizeof name, "%s/%s", section, key);
    const char *value = apr_table_get(ini->values, name);
    return value && *value ? value : fallback;
}

/* One part of an address against "7", "4-6" or "*". */
static int part_fits(const char *pattern, long part)
{
    char *end;
    if (pattern[0] == '*') return 1;
    long low = strtol(pattern, &end, 10);
    long high = *end == '-' ? strtol(end + 1, NULL, 10) : low;
    return end != pattern && part >= low && part <= high;
}

static int fits(char *pattern, const char *address)
{
    char *rest, *end;
    int parts = 0;
    for (char *word = strtok_r(pattern, ".", &rest); word; word = strtok_r(NULL, ".", &rest), parts++) {
        if (!part_fits(word, strtol(address, &end, 10))) return 0;
        address = *end == '.' ? end + 1 : end;
    }
    return parts == 4;
}

int csp_ini_lists_address(const char *list, const char *address)
{
    char copy[1024], *rest;
    snprintf(copy, sizeof copy, "%s", list);
    for (char *word = strtok_r(copy, ",+ ", &rest); word; word = strtok_r(NULL, ",+ ", &rest))
        if (strcmp(word, address) == 0 || fits(word, address)) return 1;
    return 0;
}

void csp_ini_note_reload(apr_pool_t *pool, const char *path)
{
    char line[2048], *text = "";
    FILE *file = fopen(path, "r+e");
    if (!file) return;
    flock(fileno(file), LOCK_EX);
    while (fgets(line, sizeof line, file)) {
        if (strncmp(line, "RELOAD=", 7) == 0 || strncmp(line, "Configuration_Modified=", 23) == 0) continue;
        text = apr_pstrcat(pool, text, line, NULL);
        if (strncmp(line, "[SYSTEM]", 8) == 0)
            text = apr_psprintf(pool, "%sConfiguration_Modified=%" APR_TIME_T_FMT "\n", text, apr_time_now());
    }
    rewind(file);
    if (ftruncate(fileno(file), 0) == 0) fputs(text, file);
    fclose(file);
}
