import { inMemoryMusicFolder, sha256 } from './in-memory-music-folder.js';
import { musicFolderContract } from './music-folder.contract.js';

musicFolderContract('in memory', () => {
  const files = new Map<string, string>();
  const downloads = new Map<string, string>();
  return Promise.resolve({
    folder: inMemoryMusicFolder(files, downloads),
    download(text) {
      const source = `downloads/${downloads.size}.flac`;
      downloads.set(source, text);
      return Promise.resolve({ source, sha256: sha256(text) });
    },
    put: (path, text) => Promise.resolve(void files.set(path, text)),
    read: (path) => Promise.resolve(files.get(path) ?? null),
    files: () => Promise.resolve([...files.keys()].sort()),
    end: () => Promise.resolve(),
  });
});
