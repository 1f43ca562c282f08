// @ts-check
/**
 * What passes between the page and the worker, and what the build tells both: plain data.
 *
 * @typedef {"loading" | "ready" | "failed" | "unsupported"} State
 * @typedef {"current" | "legacy"} PyodideBuildName
 * @typedef {"worker" | "module" | "wasm" | "data" | "snapshot" | "criteria" | "stdlib" | "lock" | "wheel"} Role  see build.js
 *
 * @typedef {object} RuntimeFile  see macros/runtime/manifest.py
 * @property {string} name
 * @property {number} size       bytes as they are sent
 * @property {string} integrity  "sha256-…" of these bytes
 * @property {boolean} packed    whether they are gzip
 *
 * @typedef {object} PyodideBuild  one Pyodide and its files
 * @property {string} pyodide
 * @property {string} python
 * @property {number} image  size of the head of the snapshot's image; 0 without a snapshot
 * @property {string} rehearsed  the label of what the snapshot's Python has loaded, or ""
 * @property {Partial<Record<Role, RuntimeFile>>} files
 *
 * @typedef {object} Manifest
 * @property {number} format
 * @property {PyodideBuild} current
 * @property {PyodideBuild} legacy
 *
 * @typedef {object} Place  where the runtime lies
 * @property {string} base     address of its folder
 * @property {boolean} fresh   past the browser's cache
 * @property {boolean} folder  in the folder copy, opened without a server
 *
 * @typedef {object} SourceOptions
 * @property {(file: RuntimeFile, loaded: number) => void} [arrived]  told as bytes come
 *
 * @typedef {object} Source  the bytes of the runtime; all of them checked
 * @property {(file: RuntimeFile) => Promise<Uint8Array>} bytes  unpacked
 * @property {(file: RuntimeFile) => Promise<string>} script  an address to import from
 * @property {(file: RuntimeFile) => string} address  where it lies
 * @property {() => void} stop  gives up whatever is still on its way
 *
 * @typedef {"fetching" | "starting" | "restoring" | "installing" | "preparing"} Stage
 * @typedef {object} StartOrder
 * @property {"start"} kind
 * @property {boolean} plain  without the snapshot
 * @property {number} image
 * @property {Partial<Record<Role, RuntimeFile>>} files
 * @property {Role[]} ahead  what to fetch at once
 * @property {Place} place
 *
 * @typedef {{kind: "request", id: number, text: string}} RequestOrder
 * @typedef {StartOrder | RequestOrder | {kind: "stop"}} Order  from the page to the worker
 *
 * @typedef {"snapshot" | "plain"} Way  how Python was started
 * @typedef {{kind: "hello"}} Hello
 * @typedef {{kind: "file", name: string, loaded: number | null, over: boolean}} FileReport  bytes; null: not usable
 * @typedef {{kind: "stage", stage: Stage}} StageReport
 * @typedef {{kind: "ready", way: Way}} Ready
 * @typedef {{kind: "failed", code: string, detail: string}} Failed
 * @typedef {{kind: "reply", id: number, text: string}} ReplyReport
 * @typedef {{kind: "broken", id: number, code: string, detail: string}} Broken
 * @typedef {Hello | FileReport | StageReport | Ready | Failed | ReplyReport | Broken} Report  and back
 *
 * @typedef {object} Connection  the line to a worker, or to the same code on the page itself
 * @property {(order: Order) => void} post
 * @property {() => void} close
 *
 * @typedef {object} Listener
 * @property {(report: Report) => void} heard
 * @property {(code: string, detail: string) => void} broke
 *
 * @typedef {(file: RuntimeFile, source: Source, listener: Listener) => Promise<Connection>} Connect
 *
 * @typedef {object} Port  the worker's end of the line
 * @property {(report: Report) => void} postMessage
 * @property {((event: MessageEvent<Order>) => void) | null} onmessage
 *
 * @typedef {object} Started
 * @property {(text: string) => string} handle  one request, JSON text in and out
 * @property {Way} way
 *
 * @typedef {object} Progress
 * @property {string} words  for the reader
 * @property {Stage} stage
 * @property {number} loaded  bytes
 * @property {number} total   bytes
 *
 * @typedef {object} Patience  in seconds of silence
 * @property {number} fetching   no byte arrives
 * @property {number} starting   no step is finished
 * @property {number} answering  no reply to a request
 *
 * @typedef {{code: string, path: (string | number)[], message: string}} Fault
 * @typedef {(op: string, payload?: object) => Promise<any>} Ask
 */

export {};
