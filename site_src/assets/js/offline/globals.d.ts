// Written into a service worker by macros/offline/serviceworker.py.
/** The release it belongs to. */
declare const RELEASE: string;
/** What pages append to the addresses of scripts and style sheets, another wherever one of these is. */
declare const ASSETS: string;
