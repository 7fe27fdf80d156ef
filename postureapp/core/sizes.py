"""The figure's measures: how long its bones are, how thick its parts, and how high what it sits on and leans on stands.

Centimetres, for a person of about 165 cm. Source: proportions of an adult (Winter, Biomechanics and Motor Control of
Human Movement: segment lengths as shares of body height), rounded for drawing. It knows no pose.
"""

from __future__ import annotations

UPPER_ARM_CM, FOREARM_CM, HAND_CM = 27.5, 24.0, 16.0
THIGH_CM, SHANK_CM = 40.0, 39.0
ANKLE_CM = 7.5
HIP_HALF_CM, SHOULDER_HALF_CM = 9.0, 16.5
# Each vertebral part from its own lower end: (to the front, up).
LUMBAR, THORAX_LOW, THORAX_HIGH, NECK, HEAD = (1.0, 17.0), (-2.0, 15.5), (-0.5, 15.5), (2.4, 7.0), (1.4, 10.4)
CROWN_CM = 11.5

# How far the skin is from the middle of a part.
PALM_CM, PALM_HALF_CM = 7.5, 1.5  # the middle of the palm from the wrist, and half the thickness of a hand
UPPER_ARM_ROUND_CM, FOREARM_ROUND_CM = 4.4, 3.4
THIGH_ROUND_CM, KNEE_ROUND_CM = 7.6, 6.2
BACK_CM = 9.6  # the skin of the back from the middle of the spine's curve
HEAD_ROUND_CM = 9.5

SEAT_TOP_CM = 42.4
SEAT_HIP_CM = SEAT_TOP_CM + 8.6
SEAT_HALF_CM = 20.0
STANDING_DESK_CM, SEATED_DESK_CM = 76.0, 68.0
MAT_TOP_CM = 1.0

SIDES = {"L": 1.0, "R": -1.0}
