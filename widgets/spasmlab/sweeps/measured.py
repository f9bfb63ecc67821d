"""What the models give where something was measured: one number for a row of the measurements.

Each answer is asked for in the row's own conditions, as far as the model has them, and in the
row's unit. What a model has no part for, or was given, stands in ``CANNOT`` with the reason.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from spasmlab.sweeps import answers
from spasmlab.sweeps.store import Sweep

MODELS = {  # as the measurements name them, in the order of the lessons -> what each is asked for
    "cramp": "cramp.run",
    "motoneuron": "motoneuron.run",
    "pool": "pool.spike_trains",
    "emg": "emg.surface",
    "fibre": "fibre.run",
    "axon": "axon.run",
    "release": "release.release",
    "contraction": "contraction.run",
    "fibre_fast": "fibre_fast.run",
    "crossbridge": "crossbridge.steady",
    "heat": "heat.run",
    "sweat": "sweat.run",
    "dose": "dose.concentration",
}


@dataclass(frozen=True)
class Answer:
    """How to ask a model for a row's number."""

    solve: Callable[[], float]
    model: str  # "module.function"
    fitted: bool = False  # a constant of the model was set by this very number


ANSWERS: Mapping[str, Answer] = {
    "cramp_threshold_prone": Answer(
        lambda: answers.threshold(0.249), "cramp.threshold_frequency", True
    ),
    "cramp_threshold_not_prone": Answer(
        lambda: answers.threshold(0.241), "cramp.threshold_frequency", True
    ),
    "cramp_threshold_intact": Answer(answers.threshold, "cramp.threshold_frequency"),
    "cramp_rate_mean": Answer(answers.cramp_rate, "cramp.run"),
    "motoneuron_rate_cramp": Answer(answers.holds_itself, "motoneuron.spikes"),
    "pool_rate_soleus": Answer(answers.all_out, "pool.rates"),
    "emg_mean_frequency": Answer(answers.mean_frequency, "emg.surface"),
    "fibre_rest_rat_live": Answer(lambda: answers.rest().millivolts, "fibre.rest_states"),
    "fibre_rest_rat_deep": Answer(lambda: answers.rest().millivolts, "fibre.rest_states"),
    "fibre_spike_height_rat": Answer(answers.height, "fibre.run"),
    "fibre_peak_k_4": Answer(lambda: answers.top(4.0), "fibre.run"),
    "fibre_peak_k_9": Answer(lambda: answers.top(9.0), "fibre.run"),
    "fibre_authors_chloride": Answer(lambda: answers.rest().chloride_inside, "fibre.rest_states"),
    "fibre_authors_rest": Answer(lambda: answers.rest().millivolts, "fibre.rest_states"),
    "fibre_authors_peak": Answer(lambda: answers.top(width_ms=25.0), "fibre.run"),
    "fibre_authors_two_rests": Answer(answers.two_rests, "fibre.rest_states"),
    "fibre_fast_calcium_peak": Answer(lambda: answers.fast_pulse()[0], "fibre_fast.run"),
    "fibre_fast_calcium_width": Answer(lambda: answers.fast_pulse()[1], "fibre_fast.run"),
    "fibre_fast_twitch_k_10": Answer(answers.fast_gain, "fibre_fast.run"),
    "axon_calcium_symptoms": Answer(answers.fires_below, "axon.fires_by_itself"),
    # where calcium is all but gone, as the model's docstring has it
    "release_slope": Answer(answers.slope, "release.log_slope"),
    "release_power_very_low": Answer(answers.slope, "release.log_slope"),
    "contraction_rise_cat": Answer(answers.rise, "contraction.twitch"),
    "contraction_rise_human_soleus": Answer(answers.rise, "contraction.twitch"),
    "contraction_rise_human_calf": Answer(answers.rise, "contraction.twitch"),
    "contraction_fall_human_calf": Answer(answers.fall, "contraction.twitch"),
    "contraction_calcium_peak_slow": Answer(answers.slow_peak, "contraction.run"),
    "contraction_calcium_width_slow": Answer(answers.slow_width, "contraction.run"),
    "heat_ice_thin_1cm": Answer(lambda: answers.ice(8.0, 10.0), "heat.run"),
    "heat_ice_thin_3cm": Answer(lambda: answers.ice(8.0, 30.0), "heat.run"),
    "heat_ice_middle_1cm": Answer(lambda: answers.ice(14.0, 10.0), "heat.run"),
    "heat_ice_middle_3cm": Answer(lambda: answers.ice(14.0, 30.0), "heat.run"),
    "heat_ice_thick_1cm": Answer(lambda: answers.ice(20.0, 10.0), "heat.run"),
    "heat_ice_thick_3cm": Answer(lambda: answers.ice(20.0, 30.0), "heat.run"),
    "heat_ice_thin_3cm_later": Answer(lambda: answers.ice(8.0, 30.0, after=True), "heat.run"),
    "heat_ice_thin_1cm_later": Answer(lambda: answers.ice(8.0, 10.0, after=True), "heat.run"),
    "heat_pack_1cm": Answer(lambda: answers.pack(15.0, 10.0), "heat.run"),
    "heat_pack_3cm": Answer(lambda: answers.pack(15.0, 30.0), "heat.run"),
    "heat_pack_calf": Answer(lambda: answers.pack(20.0, 15.0), "heat.run"),
    "sweat_water_6h": Answer(lambda: answers.sodium(6.0, 0.0), "sweat.run"),
    "sweat_saline_6h": Answer(lambda: answers.sodium(6.0, 25.0), "sweat.run"),
    "sweat_water_3h": Answer(lambda: answers.sodium(3.0, 0.0), "sweat.run"),
    "sweat_salty_drink_3h": Answer(lambda: answers.sodium(3.0, 36.2), "sweat.run"),
}
CANNOT: Mapping[str, str] = {  # row -> why no number of ours can stand beside it
    "cramp_threshold_blocked": "no_periphery",
    "cramp_duration_blocked": "no_periphery",
    "cramp_duration_intact": "no_end",
    "cramp_rate_least": "steady",
    "cramp_rate_most": "steady",
    "cramp_shortened_13": "people",
    "cramp_shortened_7": "people",
    "cramp_threshold_after_effort": "no_fatigue",
    "cramp_threshold_after_cramp": "no_memory",
    "cramp_threshold_after_stretch": "no_memory",
    "motoneuron_rate_biceps": "no_scale",
    "motoneuron_rate_toe": "no_scale",
    "pool_rate_toe_late": "no_fatigue",
    "pool_force_toe_late": "no_fatigue",
    "emg_speed_weak": "no_travel",
    "emg_speed_strong": "no_travel",
    "fibre_force_k_9_at_20": "no_force",
    "fibre_force_k_9_at_30": "no_force",
    "fibre_force_k_11_at_30": "no_force",
    "fibre_force_k_11_at_35": "no_force",
    "fibre_peak_calcium_fails": "no_calcium",
    "fibre_force_low_calcium": "no_number",
    "fibre_authors_two_rests_hypopp": "no_leak",
    "axon_shift_tenfold": "put_in",
    "axon_shift_no_divalents": "no_zero",
    "axon_shift_threefold_k": "put_in",
    "contraction_fusion_human_calf": "not_defined",
    "crossbridge_speed_slow": "no_shortening",
    "crossbridge_speed_temperature": "no_shortening",
    "crossbridge_calcium_slow": "heart",
    "crossbridge_calcium_fast": "heart",
    "heat_ice_thigh": "no_fat",
    "sweat_no_drink": "put_in",
    "sweat_balance_error": "own_error",
    "sweat_balance_error_gain": "own_error",
    "sweat_rate_athletes": "put_in",
    "sweat_sodium_athletes": "put_in",
    "dose_ibuprofen_tmax": "put_in",
    "dose_ibuprofen_cmax": "put_in",
    "dose_ibuprofen_tmax_2": "put_in",
    "dose_ibuprofen_half_life": "put_in",
    "dose_acetaminophen_half_life": "put_in",
    "dose_naproxen_half_life": "put_in",
    "dose_naproxen_tmax": "put_in",
}
NAMES = tuple(ANSWERS)


def measured() -> dict[str, float]:
    """Return the model's number for each row that one can be asked for, in the row's unit."""
    values = MEASURED.read()["value"]
    return dict(zip(NAMES, (float(value) for value in values), strict=True))


def _solve(row: float) -> Mapping[str, ArrayLike]:
    name = NAMES[int(row)]
    value = ANSWERS[name].solve()
    if not math.isfinite(value):
        raise ValueError(f"{name} must be answered with a finite number, got {value!r}")
    return {"value": value}


MEASURED = Sweep("measured", {"row": np.arange(len(NAMES))}, _solve)
