/* Reads CSP.ini for the gateway stand-in (mod_csp_standin.c). A stand-in for practice, NOT InterSystems software. */
#include "csp_ini.h"

#include <apr_strings.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/file.h>
#include <sys/stat.h>

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

/* The longest of the paths [APP_PATH:/x] that is enabled and that the address lies below. */
const char *csp_ini_server(apr_pool_t *pool, const struct csp_ini *ini, const char *address)
{
    char *path = apr_pstrdup(pool, address), *slash;
    const char *fallback = csp_ini_get(ini, "SYSTEM", "Default_Server", "LOCAL");
    while ((slash = strrchr(path, '/'))) {
        slash[slash == path] = '\0';
        const char *name = csp_ini_get(ini, apr_pstrcat(pool, "APP_PATH:", path, NULL), "Default_Server", NULL);
        if (name && strcasecmp(csp_ini_get(ini, "APP_PATH_INDEX", path, "Disabled"), "Enabled") == 0) return name;
        if (slash == path) break;
    }
    return fallback;
}
