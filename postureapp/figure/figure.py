"""The whole figure as it is seen: its parts, each with its place in depth and its way of being painted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainterPath

from postureapp.core.body import Body
from postureapp.core.sizes import SIDES
from postureapp.core.vec import dot, sub
from postureapp.figure import muscles
from postureapp.figure.anatomy import On
from postureapp.figure.brush import Brush, Run
from postureapp.figure.camera import Camera
from postureapp.figure.feet import paint_shoe, shoe
from postureapp.figure.hands import Hand, hand, paint_hand
from postureapp.figure.head import Head, paint_head
from postureapp.figure.kept import Kept
from postureapp.figure.limbs import Limb, arm, leg, lift, sleeve
from postureapp.figure.look import GIRTHS, HAIRS, FigureLook, mixed
from postureapp.figure.neck import neck, paint_collar, paint_neck, paint_opening
from postureapp.figure.order import Part, swept_part
from postureapp.figure.outline import straightened_lines
from postureapp.figure.surface import Sweep
from postureapp.figure.torso import Skin, Slice, crease_lines, hips, shirt, sweep_of, yoke

# What is shown large, also while two poses fade into each other, and its inset.
_LEGS: Kept[tuple[Part, ...]] = Kept(6)
_HIPS: Kept[tuple[Part, ...]] = Kept(4)
_HANDS: Kept[Hand] = Kept(8)
_ARMS: Kept[tuple[Limb, Sweep]] = Kept(8)
_TRUNKS: Kept[Sweep] = Kept(8)
_HEADS: Kept[Head] = Kept(4)


class Figure:
    """One figure about to be painted."""

    def __init__(self, camera: Camera, body: Body, look: FigureLook, lit: Sequence[str], effort: float) -> None:
        self.camera, self.body, self.girth = camera, body, GIRTHS[look.body]
        self._hair = HAIRS[look.body]
        self.skin = Skin(camera, body, self.girth)
        self.glow = muscles.Glow(camera, body, self.skin, self.girth, tuple(lit), effort)

    def parts(self, *, legs: bool = True) -> Iterator[Part]:
        """All parts of the body."""
        yield self._trunk()
        yield self._hips()
        yield self._neck()
        yield self._head()
        for side in SIDES:
            yield from self._arm(side)
            if legs:
                yield from self._kept_leg(side)

    def _trunk(self) -> Part:
        camera, body = self.camera, self.body
        lifted = max(lift(body, side) for side in SIDES)
        hem_cm = round((-6.0 + 7.5 * min(lifted / 0.6, 1.0)) * 4.0) / 4.0
        torso = self._kept_sweep(shirt(self.girth, hem_cm))
        left, right = self._yokes = yoke(camera, body, self.girth)
        shown = neck(camera, body, self.girth)
        self._shown_neck = shown
        # A trunk that points away from the eye hides the neck, one that lies along the line of sight shows its hips.
        before = dot(body.turns["pelvis"][2], camera.toward) > 0.25
        self._lap_seen = before
        tilts = torso.tilt[1:-2]
        away = sum(tilts) / len(tilts) < -0.6
        self._neck_before = torso.tilt[-3] > -0.6
        self._trunk_light = torso.light_across(0, len(torso)).softer(1.3)
        runs: list[Run] = [(torso, 0, len(torso)), (left, 0, len(left)), (right, 0, len(right))]

        def draw(brush: Brush) -> None:
            brush.swept(runs, brush.dress.top, closed=True, deep=0.95, light=self._trunk_light)
            for line, strength in crease_lines(camera, body, self.skin):
                brush.line(line, brush.palette.shade, 2.2, 0.07 * strength)
                brush.line(line, brush.palette.shade, 0.9, 0.10 * strength)
            if self.glow.on(On.TRUNK):
                path = QPainterPath()
                for sweep, start, stop in runs:
                    path.addPath(sweep.outline(start, stop))
                path.setFillRule(Qt.FillRule.WindingFill)
                brush.painter.save()
                brush.painter.setClipPath(path)
                self.glow.on_trunk(brush)
                brush.painter.restore()
            if self._neck_before:
                paint_opening(brush, shown)

        return swept_part(
            "trunk",
            runs,
            draw,
            casts=[(torso, 0, 3)],
            kin=frozenset({"hips", "neck", "upper arm L", "upper arm R"}),
            after=() if away else ("hips",) if lifted > 0.4 and before else ("hips", "thigh L", "thigh R"),
        )

    def _hips(self) -> Part:
        sweep = self._kept_sweep(hips(self.girth))
        runs: list[Run] = [(sweep, 0, len(sweep))]
        kin = frozenset({"trunk", "thigh L", "thigh R"})

        def make() -> tuple[Part, ...]:
            return (swept_part("hips", runs, lambda brush: brush.swept(runs, brush.dress.trousers, deep=0.6), kin=kin),)

        return _HIPS.of(sweep, make, _rest)[0]

    def _neck(self) -> Part:
        shown = self._shown_neck

        def draw(brush: Brush) -> None:
            paint_neck(brush, shown)
            self.glow.on_neck(brush, shown.sweep)
            if self._neck_before:
                paint_collar(brush, shown, self._trunk_light)

        run = (shown.sweep, 0, len(shown.sweep))
        return swept_part(
            "neck", [run], draw, kin=frozenset({"trunk", "head"}), after=("trunk",) if self._neck_before else ()
        )

    def _head(self) -> Part:
        head = self._kept_head()
        balls = (head.hair.volume, head.jaw)
        places = []
        for ball in balls:
            for x, y in (
                (0, 0),
                (0.6, 0),
                (-0.6, 0),
                (0, 0.6),
                (0, -0.6),
                (0.5, 0.5),
                (-0.5, 0.5),
                (0.85, 0.0),
                (-0.85, 0.0),
            ):
                rest = max(1.0 - x * x - y * y, 0.0) ** 0.5
                places.append((ball.x + ball.reach * x, ball.y + ball.reach * y, ball.near + ball.deep * rest))

        def front(x: float, y: float) -> float | None:
            found = [near for ball in balls if (near := ball.front(x, y)) is not None]
            return max(found) if found else None

        reach = 1.35 * head.skull.reach
        box = (head.skull.x - reach, head.skull.y - reach, head.skull.x + reach, head.skull.y + 2.0 * reach)

        def draw(brush: Brush) -> None:
            brush.cast_shape(head.face, 0.15, (0.4, 1.6))
            paint_head(brush, head)

        return Part("head", box, places, front, draw, kin=frozenset({"neck"}))

    def _arm(self, side: str) -> Iterator[Part]:
        camera, body = self.camera, self.body
        limb, covered = self._kept_arm(side)
        names = (f"upper arm {side}", f"forearm {side}", f"hand {side}")
        # The root of the arm is under the sleeve.
        upper, lower = (limb.sweep, 2, limb.first[1]), (limb.sweep, *limb.second)
        lights = limb.lights()

        way = sub(body.points[f"elbow.{side}"], body.points[f"shoulder.{side}"])
        outwards = dot(way, body.turns["chest"][0]) * SIDES[side] > 0.0
        slope = self._yokes[0 if side == "L" else 1]
        # Sleeve and trunk meet at the edge of the one that is in front.
        depth = {name: camera.depth(body.points[f"{name}.{side}"]) for name in ("shoulder", "elbow")}
        # Seen from the front or from behind, what does not reach back from the eye lies over the trunk's edge.
        over = abs(dot(body.turns["chest"][2], camera.toward)) > 0.55 and depth["elbow"] > depth["shoulder"] - 9.0
        inwards = 0.3 if over or depth["shoulder"] > camera.depth(body.points["chest"]) else 0.0
        # An arm that points at the eye comes out of its sleeve towards it.
        comes_out = covered.tilt[-1] > 0.35

        def draw_upper(brush: Brush) -> None:
            if not comes_out:
                brush.swept([upper], brush.dress.skin, light=lights[0])
            brush.swept([(covered, 0, len(covered))], brush.dress.top, deep=0.7)
            brush.grow_out((covered, 3, len(covered)), brush.dress.top, self._trunk_light, 0.95, inwards)
            if over and abs(covered.tilt[4]) < 0.6:
                if brush.lined and outwards:
                    # No line where sleeve and shoulder are one.
                    for piece in slope.pieces(2, len(slope)):
                        brush.shape(piece, brush.dress.top, line=False)
                self.glow.on_shoulder(brush, side, [covered, slope] if brush.lined else [covered])
            self.glow.on_arm(brush, side, covered)
            if comes_out:
                brush.swept([(limb.sweep, 4, upper[2])], brush.dress.skin)
            else:
                hem = _ring(covered, len(covered) - 1)
                brush.line(hem, mixed(brush.dress.top, brush.palette.shade, 0.3), 0.4, 0.8)

        yield swept_part(
            names[0],
            [upper, (covered, 0, len(covered))],
            draw_upper,
            casts=[(covered, 2, len(covered)), (limb.sweep, 4, limb.first[1])],
            kin=frozenset({"trunk", names[1]}),
            after=("trunk",) if over else (),
        )
        yield swept_part(
            names[1],
            [lower],
            lambda brush: brush.swept([lower], brush.dress.skin, light=lights[1]),
            casts=[(limb.sweep, limb.joint, lower[2])],
            kin=frozenset({names[0], names[2]}),
        )
        shown = self._kept_hand(side)
        runs: list[Run] = [(sweep, 0, len(sweep)) for sweep in shown.sweeps()]
        casts: list[Run] = [(sweep, 1, len(sweep)) for sweep in (shown.palm,)]
        yield swept_part(names[2], runs, lambda brush: paint_hand(brush, shown), casts=casts, kin=frozenset({names[1]}))

    def _kept_arm(self, side: str) -> tuple[Limb, Sweep]:
        """An arm and its sleeve."""
        camera, body, girth = self.camera, self.body, self.girth
        points = tuple(body.points[f"{name}.{side}"] for name in ("shoulder", "elbow", "wrist"))
        key = points, body.turns[f"upper_arm.{side}"], body.turns[f"forearm.{side}"], girth, camera
        return _ARMS.of(key, lambda: (arm(camera, body, side, girth), sleeve(camera, body, side, girth)))

    def _kept_sweep(self, slices: tuple[Slice, ...]) -> Sweep:
        """These cross-sections of the trunk."""
        camera, body = self.camera, self.body
        carried = tuple((body.points[name], body.turns[name]) for name in dict.fromkeys(s.part for s in slices))
        return _TRUNKS.of((slices, carried, camera), lambda: sweep_of(camera, body, slices))

    def _kept_head(self) -> Head:
        camera, body, girth, hair = self.camera, self.body, self.girth, self._hair
        key = body.points["head"], body.turns["head"], girth, hair, camera
        return _HEADS.of(key, lambda: Head(camera, body, girth, hair))

    def _kept_hand(self, side: str) -> Hand:
        camera, body = self.camera, self.body
        key = side, body.points[f"wrist.{side}"], body.turns[f"hand.{side}"], body.grips.get(side), camera
        return _HANDS.of(key, lambda: hand(camera, body, side))

    def _kept_leg(self, side: str) -> Sequence[Part]:
        """The parts of a leg; the same ones again while it rests, as both do in most moves."""
        camera, body, before = self.camera, self.body, self._lies_before(side)
        points = tuple(body.points[f"{name}.{side}"] for name in ("hip", "knee", "ankle"))
        turns = tuple(body.turns[f"{name}.{side}"] for name in ("thigh", "shank", "foot"))
        key = side, points, turns, body.turns["pelvis"][2], before, self.girth, camera
        return _LEGS.of(key, lambda: tuple(self._leg(side)), _rest)

    def _leg(self, side: str) -> Iterator[Part]:
        limb = leg(self.camera, self.body, side, self.girth)
        names = (f"thigh {side}", f"shank {side}", f"foot {side}")
        upper, lower = self._halves(limb)
        lights = limb.lights()
        yield swept_part(
            names[0],
            [upper],
            lambda brush: brush.swept([upper], brush.dress.trousers, light=lights[0]),
            casts=[(limb.sweep, 3, upper[2])],
            kin=self._all_but_legs | {names[1]},
            after=("trunk", "hips") if self._lies_before(side) else (),
        )

        def draw_lower(brush: Brush) -> None:
            brush.swept([lower], brush.dress.trousers, light=lights[1])
            cuff = _ring(limb.sweep, len(limb.sweep) - 1)
            brush.line(cuff, mixed(brush.dress.trousers, brush.palette.shade, 0.35), 0.5, 0.8)

        yield swept_part(
            names[1],
            [lower],
            draw_lower,
            casts=[(limb.sweep, limb.joint + 1, lower[2])],
            kin=self._all_but_legs | {names[0]},
        )
        shown = shoe(self.camera, self.body, side)
        runs: list[Run] = [(sweep, 0, len(sweep)) for sweep in shown.sweeps()]
        yield swept_part(
            names[2],
            runs,
            lambda brush: paint_shoe(brush, shown),
            casts=runs,
            kin=frozenset({names[1]}),
        )

    def _lies_before(self, side: str) -> bool:
        """Whether a thigh lies before the shirt: lifted, and seen from the side of the knee."""
        points, depth = self.body.points, self.camera.depth
        nearer = depth(points[f"knee.{side}"]) > depth(points["chest"])
        return self._lap_seen and nearer and lift(self.body, side) > 0.4

    # A leg casts a shade on the other leg only: what else it covers lies on it, or grows out of it.
    _all_but_legs = frozenset(
        {"hips", "trunk", "neck", "head"}
        | {f"{n} {s}" for n in ("upper arm", "forearm", "hand", "foot") for s in SIDES}
    )

    @staticmethod
    def _halves(limb: Limb) -> tuple[Run, Run]:
        return (limb.sweep, *limb.first), (limb.sweep, *limb.second)


def _rest(parts: Sequence[Part]) -> None:
    for part in parts:
        part.still = True


def _ring(sweep: Sweep, n: int) -> QPainterPath:
    """The near edge of a sweep's open end."""
    path = QPainterPath()
    x, y, (ax, ay) = sweep.x[n], sweep.y[n], sweep.across[n]
    a, b = sweep.left[n], sweep.right[n]
    bulge = sweep.bulge(n)
    path.moveTo(x + ax * a, y + ay * a)
    path.quadTo(x + bulge[0], y + bulge[1], x - ax * b, y - ay * b)
    return straightened_lines(path)
