/** The release a service worker belongs to; written into it by macros/offline/serviceworker.py. */
declare const RELEASE: string;
