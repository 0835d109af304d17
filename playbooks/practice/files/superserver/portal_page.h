/* What the SuperServer stand-in answers to a path. A stand-in for practice, NOT InterSystems software. */
#ifndef PORTAL_PAGE_H
#define PORTAL_PAGE_H

struct portal_view {
    const char *instance;
    const char *path;
    int secure_browser;
    /* How the gateway reached us, such as "TLSv1.3"; NULL when not encrypted. */
    const char *gateway_protocol;
};

struct portal_answer {
    const char *status;
    const char *type;
    /* To be freed by the caller. */
    char *body;
    /* Whether a session cookie belongs to it. */
    int session;
};

struct portal_answer portal_answer(const struct portal_view *view);

#endif
