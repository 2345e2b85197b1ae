// Makes the clips of this folder once (needs ffmpeg with lame, opus and vorbis; not used at run time): `node make-clips.mjs`.
// Each clip is a row of soft notes, one codec-frame multiple long each, so that the world generator can play the notes in any order.
import { spawnSync } from 'node:child_process';

const PITCHES_HZ = [196, 220, 246.9, 293.7, 329.6, 392, 440, 493.9, 587.3, 659.3];

function wav({ rate, channels, noteSamples, notes }) {
  const total = noteSamples * (notes + 2); // one note of silence before and after
  const pcm = Buffer.alloc(total * channels * 2);
  for (let note = 0; note < notes; note++) {
    for (let i = 0; i < noteSamples; i++) {
      const fade = Math.min(1, i / (0.03 * rate), (noteSamples - i) / (0.07 * rate));
      const phase = (2 * Math.PI * PITCHES_HZ[note] * i) / rate;
      const value = 9000 * fade * (Math.sin(phase) + 0.35 * Math.sin(2 * phase) + 0.12 * Math.sin(3 * phase));
      for (let c = 0; c < channels; c++)
        pcm.writeInt16LE(Math.round(value * (c === 0 ? 1 : 0.8)), ((note + 1) * noteSamples + i) * channels * 2 + c * 2);
    }
  }
  return pcm;
}

function encode(file, { rate, channels, noteSamples, notes }, args) {
  const input = wav({ rate, channels, noteSamples, notes });
  const from = ['-hide_banner', '-loglevel', 'error', '-y', '-f', 's16le', '-ar', `${rate}`, '-ac', `${channels}`, '-i', '-'];
  const run = spawnSync('ffmpeg', [...from, ...args, '-map_metadata', '-1', '-fflags', '+bitexact', '-flags:a', '+bitexact', file], {
    input,
  });
  if (run.status !== 0) throw new Error(`${file}: ${run.stderr}`);
}

// No bit reservoir: every MP3 frame stands alone.
const lame = ['-c:a', 'libmp3lame', '-reservoir', '0', '-write_xing', '0', '-id3v2_version', '0'];
encode('mp3-64-mono.mp3', { rate: 44100, channels: 1, noteSamples: 1152 * 10, notes: 10 }, [...lame, '-b:a', '64k']);
encode('mp3-256-stereo.mp3', { rate: 44100, channels: 2, noteSamples: 1152 * 9, notes: 7 }, [...lame, '-b:a', '256k']);
encode('aac-64-mono.aac', { rate: 44100, channels: 1, noteSamples: 1024 * 11, notes: 10 }, ['-c:a', 'aac', '-b:a', '64k', '-f', 'adts']);
encode('opus-48-mono.opus', { rate: 48000, channels: 1, noteSamples: 960 * 13, notes: 10 }, [
  '-c:a',
  'libopus',
  '-b:a',
  '48k',
  '-vbr',
  'off',
]);
encode('vorbis-64-mono.ogg', { rate: 44100, channels: 1, noteSamples: 1024 * 11, notes: 10 }, ['-c:a', 'libvorbis', '-b:a', '64k']);
