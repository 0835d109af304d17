/* The way from the gateway stand-in to the SuperServer stand-in. NOT InterSystems software. */
#ifndef CSP_UPSTREAM_H
#define CSP_UPSTREAM_H

#include <httpd.h>

#include "csp_ini.h"

/* Passes the request on and its answer back. Answers NULL, or what is wrong before anything was sent to the client. */
const char *csp_upstream(request_rec *r, const struct csp_ini *settings, const char *body, apr_size_t length);

#endif
