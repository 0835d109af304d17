/* Which properties the security classes have, and which values. A stand-in for practice, NOT InterSystems software. */
#ifndef PROPERTIES_H
#define PROPERTIES_H

enum kind { TEXT, NUMBER, CHOICE, PATH };
enum where { BOTH, ONLY_CACHE, ONLY_IRIS };

struct property {
    const char *class, *name;
    enum where where;
    enum kind kind;
    /* The longest text, or the smallest and the biggest number. */
    int low, high;
    /* ",0,1,": what may be chosen. */
    const char *choices;
    const char *initial;
};

/* NULL: there is none of that name in this generation. */
const struct property *property_named(const char *class, const char *name);
/* One after the other; NULL for the first, NULL at the end. */
const struct property *property_after(const struct property *property, const char *class);
/* What is wrong with a value; NULL: nothing. */
const char *property_fault(const struct property *property, const char *value);
/* Where a file lies: relative names start from the manager's directory. */
const char *property_path(const char *name);

#endif
