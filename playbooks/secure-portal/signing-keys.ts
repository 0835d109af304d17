/**
 * Fingerprints of the release managers whose signatures count. Key material may come from anywhere; it is used only
 * when its fingerprint is in this list. Source: the KEYS files of the Apache httpd and apr projects.
 */
export const fingerprints = ['65B2D44FE74BD5E3DE3AC3F082781DE46D5954FA'];
