import type { LiveEars, LiveStream } from './console-port.js';

/** What a page says to the worker. */
export type ToWorker = { readonly kind: 'hello'; readonly url: string } | { readonly kind: 'bye' };
/** What the worker says to each page. */
export type ToPage =
  | { readonly kind: 'opened' | 'lost' | 'refused' }
  | { readonly kind: 'heard'; readonly topic: string; readonly data: Readonly<Record<string, unknown>> };

/** As much of a `MessagePort` as this needs. */
export interface Port {
  postMessage(message: ToPage): void;
  onmessage: ((event: { readonly data: ToWorker }) => void) | null;
}

/**
 * One stream for all pages of a browser, which has only six connections to one host: with a stream a page the seventh page would never load.
 * The stream is opened by the first page and closed with the last; answers what takes a page in.
 */
export function liveSharing(streamOf: (url: string) => LiveStream): (port: Port) => void {
  const pages = new Set<Port>();
  let close: (() => void) | null = null;
  let isOpen = false;
  const tell = (message: ToPage) => pages.forEach((page) => page.postMessage(message));
  const ears: LiveEars = {
    opened() {
      isOpen = true;
      tell({ kind: 'opened' });
    },
    lost() {
      isOpen = false;
      tell({ kind: 'lost' });
    },
    refused: () => tell({ kind: 'refused' }),
    heard: (topic, data) => tell({ kind: 'heard', topic, data }),
  };
  return (port) => {
    port.onmessage = ({ data: said }) => {
      if (said.kind === 'bye') {
        pages.delete(port);
        if (pages.size > 0) return;
        close?.();
        close = null;
        isOpen = false;
        return;
      }
      pages.add(port);
      if (isOpen) port.postMessage({ kind: 'opened' });
      close ??= streamOf(said.url).open(ears);
    };
  };
}
