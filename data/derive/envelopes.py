"""How strong the electricity of a muscle was through five public recordings, as an outline (RMS).

    python data/derive/envelopes.py FOLDER

FOLDER holds emgdb/ with the original .dat and .hea files of "Examples of Electromyograms", and
bmc_surface_emg_1khz.csv (t_s, emg_mv) and biosppy_surface_emg_1khz.csv (t_s, adc): the examples of
the two packages with a time column. The recordings themselves are not kept here.

A window's RMS is of the recording less its mean; a last window that is not whole is left out. Two
of the needle recordings hold the same stretch twice (they match themselves 18.42 s and 16.65 s
on): only the first pass is used. Each is of one person: an example, never what is typical.
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
import survey

TWICE = "The file holds the same stretch twice, {} s apart; only its first pass is used. "
ONE = "One person: an example, never typical."
PATIENT = "Foot raised gently against resistance, then relaxed. "
EMGDB = {
    "muscle": "tibialis anterior",
    "electrode": "concentric needle, 25 mm",
    "file": "emgdb/{}.dat",
    "samples_per_second": 4000,
    "unit": "mV",
    "window_ms": 50,
    "licence": "ODC-By-1.0",
    "source": "emgdb",
}
RECORDINGS = {
    "needle_healthy": EMGDB
    | {
        "record": "emg_healthy",
        "person": "an adult without known nerve or muscle disease",
        "note": PATIENT + ONE,
    },
    "needle_neuropathy": EMGDB
    | {
        "record": "emg_neuropathy",
        "person": "an adult with long-lasting low back pain and a damaged nerve root (right L5)",
        "seconds": 18.3,
        "note": PATIENT + TWICE.format("18.42") + "The peaks are cut off near 3.28 mV. " + ONE,
    },
    "needle_myopathy": EMGDB
    | {
        "record": "emg_myopathy",
        "person": "an adult with a muscle disease (long-lasting polymyositis, on medicines for it)",
        "seconds": 16.6,
        "note": PATIENT + TWICE.format("16.65") + ONE,
    },
    "surface_bursts": {
        "record": "bmc_surface_emg_1khz",
        "muscle": "not stated",
        "electrode": "surface",
        "file": "{}.csv",
        "samples_per_second": 1000,
        "unit": "mV",
        "window_ms": 50,
        "licence": "CC-BY-4.0",
        "source": "bmc_notes",
        "person": "not stated",
        "note": "Three short bursts. " + ONE,
    },
    "surface_long": {
        "record": "biosppy_surface_emg_1khz",
        "muscle": "not stated",
        "electrode": "surface",
        "file": "{}.csv",
        "samples_per_second": 1000,
        "unit": "adc",
        "window_ms": 100,
        "licence": "BSD-3-Clause",
        "source": "biosppy",
        "person": "not stated",
        "note": "Steps of the converter, not calibrated to volts: no size is to be read off. "
        + ONE,
    },
}


def volts(folder: Path, recording: dict) -> np.ndarray:
    """Return a recording in its unit, the first pass of it where it repeats itself."""
    file = folder / recording["file"].format(recording["record"])
    if not file.is_file():
        raise FileNotFoundError(f"folder: no {file.name} in {str(file.parent)!r}")
    values = needle(file) if file.suffix == ".dat" else pd.read_csv(file).iloc[:, 1].to_numpy()
    whole = len(values) / recording["samples_per_second"]
    return values[: round(recording.get("seconds", whole) * recording["samples_per_second"])]


def needle(file: Path) -> np.ndarray:
    """Return a WFDB signal of format 16 in millivolts, and check it against its header."""
    record, signal = file.with_suffix(".hea").read_text(encoding="utf-8").splitlines()[:2]
    samples = int(record.split()[3])
    _, form, gain, _, _, first, checksum, *_ = signal.split()
    counts = np.fromfile(file, dtype="<i2")
    total = (int(counts.sum()) + 2**15) % 2**16 - 2**15
    if form != "16" or [len(counts), counts[0], total] != [samples, int(first), int(checksum)]:
        raise ValueError(
            f"{file.name}: not what its header says: {signal!r}, {len(counts)} samples"
        )
    return counts / float(gain.split("/")[0])


def envelope(values: np.ndarray, width: int) -> np.ndarray:
    """Return the root mean square of each whole window of ``width`` samples, less the mean."""
    whole = values[: len(values) // width * width] - values.mean()
    return np.sqrt((whole.reshape(-1, width) ** 2).mean(axis=1))


def recording_row(name: str, recording: dict, values: np.ndarray) -> dict:
    """Return what is known of a recording."""
    kept = ("muscle", "electrode", "person", "samples_per_second")
    location = f"record {recording['record']}"
    return {
        "id": name,
        **{column: recording[column] for column in kept},
        "seconds": survey.digits(len(values) / recording["samples_per_second"], 6),
        "unit": recording["unit"],
        "window_ms": recording["window_ms"],
        "people": 1,
        "licence": recording["licence"],
        "note": recording["note"],
        **survey.origin("envelopes", recording["source"], location),
    }


def envelope_rows(name: str, recording: dict, values: np.ndarray) -> list[dict]:
    """Return one row a window; its time is that of its middle."""
    width = recording["samples_per_second"] * recording["window_ms"] // 1000
    step = recording["window_ms"] / 1000
    return [
        {
            "id": f"{name}_{index}",
            "recording": name,
            "time_s": f"{(index + 0.5) * step:.3f}",
            "rms": survey.digits(value),
            "unit": recording["unit"],
            **survey.origin("envelopes", recording["source"], f"record {recording['record']}"),
        }
        for index, value in enumerate(envelope(values, width))
    ]


def rows(folder: Path) -> tuple[list[dict], list[dict]]:
    """Return the rows of both tables: the recordings, and their outlines."""
    signals = {name: volts(folder, recording) for name, recording in RECORDINGS.items()}
    outlines = [
        row for name, values in signals.items()
        for row in envelope_rows(name, RECORDINGS[name], values)
    ]  # fmt: skip
    return [recording_row(n, RECORDINGS[n], values) for n, values in signals.items()], outlines


if __name__ == "__main__":
    known, lines = rows(Path(sys.argv[1]))
    survey.write("recordings", known)
    survey.write("recording_envelopes", lines)
