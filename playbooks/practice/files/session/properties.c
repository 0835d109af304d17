/*
 * The properties of Security.SSLConfigs, Security.System, Security.Servers and Security.Services as the class reference
 * documents them, as far as they concern TLS. A stand-in for practice, NOT InterSystems software.
 */
#include "properties.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "objectscript.h"

#define SSL "Security.SSLConfigs"
#define SERVERS "Security.Servers"
#define SERVICES "Security.Services"
#define YES_OR_NO CHOICE, 0, 0, ",0,1,"
#define NUMBERS(low, high) NUMBER, low, high, NULL
#define TEXTS(longest) TEXT, 0, longest, NULL

static const struct property properties[] = {
    {SSL, "Type", BOTH, YES_OR_NO, "0"},
    {SSL, "Enabled", BOTH, YES_OR_NO, "1"},
    {SSL, "Description", BOTH, TEXTS(256), ""},
    {SSL, "CertificateFile", BOTH, PATH, 0, 255, NULL, ""},
    {SSL, "PrivateKeyFile", BOTH, PATH, 0, 255, NULL, ""},
    {SSL, "PrivateKeyPassword", BOTH, TEXTS(255), ""},
    {SSL, "PrivateKeyType", BOTH, NUMBERS(1, 2), "2"},
    {SSL, "CAFile", BOTH, PATH, 0, 255, NULL, ""},
    {SSL, "CAPath", BOTH, PATH, 0, 255, NULL, ""},
    {SSL, "VerifyPeer", BOTH, NUMBERS(0, 3), "0"},
    {SSL, "VerifyDepth", BOTH, NUMBERS(0, 2147483647), "9"},
    {SSL, "TLSMinVersion", ONLY_IRIS, CHOICE, 0, 0, ",2,4,8,16,32,", "16"},
    {SSL, "TLSMaxVersion", ONLY_IRIS, CHOICE, 0, 0, ",2,4,8,16,32,", "32"},
    {SSL, "Protocols", ONLY_IRIS, NUMBERS(4, 60), ""},
    /* Its initial value is not documented for Caché: this one is the stand-in's own. */
    {SSL, "Protocols", ONLY_CACHE, NUMBERS(4, 60), "28"},
    {SSL, "CipherList", BOTH, TEXTS(4096), "ALL:!aNULL:!eNULL:!EXP:!SSLv2"},
    {SSL, "Ciphersuites", ONLY_IRIS, TEXTS(128),
        "TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256"},
    {SSL, "DiffieHellmanBits", BOTH, CHOICE, 0, 0, ",0,512,1024,2048,4096,", "0"},
    {SSL, "OCSP", ONLY_IRIS, NUMBERS(0, 1), "0"},
    {"Security.System", "SSLSuperServer", BOTH, NUMBERS(0, 2), "0"},
    {SERVERS, "Description", BOTH, TEXTS(256), ""},
    {SERVERS, "Enabled", BOTH, YES_OR_NO, "1"},
    {SERVERS, "EnableCSP", BOTH, YES_OR_NO, "0"},
    {SERVERS, "EnableCacheDirect", BOTH, YES_OR_NO, "0"},
    {SERVERS, "EnableClients", BOTH, YES_OR_NO, "1"},
    {SERVERS, "EnableDataCheck", BOTH, YES_OR_NO, "0"},
    {SERVERS, "EnableECP", BOTH, YES_OR_NO, "0"},
    {SERVERS, "EnableMirror", BOTH, YES_OR_NO, "0"},
    {SERVERS, "EnableNodeJS", BOTH, YES_OR_NO, "0"},
    {SERVERS, "EnableSNMP", BOTH, YES_OR_NO, "0"},
    {SERVERS, "EnableShadows", BOTH, YES_OR_NO, "0"},
    {SERVERS, "EnableSharding", BOTH, YES_OR_NO, "0"},
    {SERVERS, "EnableWebLink", BOTH, YES_OR_NO, "0"},
    {SERVERS, "SSLConfig", BOTH, TEXTS(64), ""},
    {SERVERS, "SSLSupportLevel", BOTH, NUMBERS(0, 2), "0"},
    {SERVERS, "SystemDefault", BOTH, YES_OR_NO, "0"},
    {SERVICES, "AutheEnabled", BOTH, NUMBERS(0, 2147483647), "32"},
    {SERVICES, "ClientSystems", BOTH, TEXTS(32767), ""},
    {SERVICES, "Description", BOTH, TEXTS(256), ""},
    {SERVICES, "Enabled", BOTH, YES_OR_NO, "1"},
};

#define LAST (properties + sizeof properties / sizeof *properties)

const struct property *property_after(const struct property *property, const char *class)
{
    for (property = property ? property + 1 : properties; property < LAST; property++)
        if (strcmp(property->class, class) == 0 && property->where != (session.is_iris ? ONLY_CACHE : ONLY_IRIS))
            return property;
    return NULL;
}

const struct property *property_named(const char *class, const char *name)
{
    const struct property *one = NULL;
    while ((one = property_after(one, class)) && strcmp(one->name, name) != 0) continue;
    return one;
}

const char *property_path(const char *name)
{
    return name[0] == '/' ? name : format_text("%s/mgr/%s", session.directory, name);
}

const char *property_fault(const struct property *property, const char *value)
{
    double number = number_of(value);
    if (strpbrk(value, "\r\n")) return "holds a new line";
    switch (property->kind) {
        case TEXT:
            return (int)strlen(value) > property->high ? "is too long" : NULL;
        case NUMBER:
            if (!*value) return *property->initial ? "must not be empty" : NULL;
            if (!is_canonical(value) || strchr(value, '.')) return "is not a number";
            return number < property->low || number > property->high ? "is out of range" : NULL;
        case CHOICE:
            return *value && strstr(property->choices, format_text(",%s,", value)) ? NULL : "is not one of its values";
        case PATH:
            if (!*value || (session.is_iris && strcmp(value, "%OSCertificateStore") == 0)) return NULL;
            return access(property_path(value), F_OK) == 0 ? NULL : "does not exist";
    }
    return NULL;
}
