"""The figure: there, in one piece, in the picture, in the right order of depth, and lit where it works."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from postureapp.core.body import build
from postureapp.core.moves import Motion, Move, Stance, View
from postureapp.core.pose import Pose
from postureapp.core.settings import FigureBody, FigureSkin
from postureapp.core.settings import Theme as Wish
from postureapp.figure import muscles
from postureapp.figure.anatomy import PATCHES
from postureapp.figure.camera import PITCH_LIMITS_DEG, Camera, camera_for
from postureapp.figure.look import GIRTHS, FigureLook
from postureapp.figure.paint import bounds_for, paint
from postureapp.figure.palette import HIGH_CONTRAST, LIGHT, PRINT, FigurePalette
from postureapp.figure.torso import Skin
from postureapp.storage.content import load_moves, load_muscles
from postureapp.ui.figure_view import FigureView
from postureapp.ui.scenes import move_scenes
from postureapp.ui.theme import Theme

WIDE, HIGH = 200, 240
MOVES = load_moves()[0]
VIEWS = (View.FRONT, View.BACK, View.SIDE)


def painted(
    pose: Pose, stance: Stance, camera: Camera, palette: FigurePalette = LIGHT, ground: int = 0, **more: object
) -> QImage:
    image = QImage(WIDE, HIGH, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(ground)
    painter = QPainter(image)
    paint(painter, QRectF(0, 0, WIDE, HIGH), pose, stance=stance, camera=camera, palette=palette, **more)  # type: ignore[arg-type]
    painter.end()
    return image


def solid(image: QImage) -> set[tuple[int, int]]:
    return {(x, y) for y in range(HIGH) for x in range(WIDE) if image.pixelColor(x, y).alpha() > 200}


def largest_piece(points: set[tuple[int, int]]) -> int:
    left, largest = set(points), 0
    while left:
        front, size = [left.pop()], 1
        while front:
            x, y = front.pop()
            for near in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
                if near in left:
                    left.remove(near)
                    front.append(near)
                    size += 1
        largest = max(largest, size)
    return largest


@pytest.mark.parametrize("yaw_deg", [0, -45, -90, -135, 180, 90])
@pytest.mark.parametrize("stance", list(Stance))
def test_it_is_in_one_piece_from_every_side(yaw_deg: float, stance: Stance) -> None:
    points = solid(painted({}, stance, Camera(yaw_deg)))
    assert len(points) > 1500
    assert largest_piece(points) > 0.985 * len(points)


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.id)
def test_every_move_stays_in_one_piece_and_in_the_picture(move: Move) -> None:
    scene = move_scenes([(move, False)])[0]
    camera = camera_for(scene.view)
    bounds = bounds_for(scene.key_poses(), camera, stance=scene.motion.stance, props=scene.motion.props)
    for phase in (0.0, 0.5, 1.0):
        pose = scene.pose(phase, False)
        image = painted(pose, scene.motion.stance, camera, bounds=bounds, props=scene.motion.props)
        points = solid(image)
        # A desk, a wall or a door frame stands by itself.
        alone = any(prop.value in ("desk", "wall", "door frame", "band") for prop in scene.motion.props)
        assert largest_piece(points) > (0.3 if alone else 0.97) * len(points)
        assert min(x for x, _ in points) > 0
        assert max(x for x, _ in points) < WIDE - 1
        assert min(y for _, y in points) > 0
        assert max(y for _, y in points) < HIGH - 1


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.id)
def test_every_move_can_be_seen_to_move(move: Move) -> None:
    scene = move_scenes([(move, False)])[0]
    camera = camera_for(scene.view)
    bounds = bounds_for(scene.key_poses(), camera, stance=scene.motion.stance, props=scene.motion.props)
    start, end = (
        painted(scene.pose(phase, False), scene.motion.stance, camera, bounds=bounds, props=scene.motion.props)
        for phase in (0.0, 0.25 if scene.motion.cycle else 1.0)
    )
    assert start != end


# --- what lies in front of what ---------------------------------------------------------------------------------------

SKIN, SHIRT, TROUSERS, HAIR, SEAT = "skin", "shirt", "trousers", "hair", "seat"
_COLOURS = {SKIN: "#d29a76", SHIRT: "#cfdfd4", TROUSERS: "#56707a", HAIR: "#43322c", SEAT: LIGHT.cloth}


def stuff(colour: QColor) -> str:
    """The material that a colour of the medium, tan figure is nearest to, by hue first."""

    def far(name: str) -> float:
        other = QColor(_COLOURS[name])
        return sum(
            (a - b) ** 2
            for a, b in (
                (colour.red() - colour.blue(), other.red() - other.blue()),
                (colour.green() - colour.blue(), other.green() - other.blue()),
                (0.5 * colour.green(), 0.5 * other.green()),
            )
        )

    return min(_COLOURS, key=far)


def seen_at(pose: Pose, stance: Stance, camera: Camera, point: tuple[float, float, float]) -> str:
    """What is seen where a point of the room is on paper."""
    bounds = bounds_for([pose], camera, stance=stance)
    image = painted(pose, stance, camera, bounds=bounds, ground=0xFFFFFFFF)
    scale = min(WIDE / (bounds.right - bounds.left), HIGH / (bounds.bottom - bounds.top))
    x, y = camera.flat(point)
    px = WIDE / 2 + (x - (bounds.left + bounds.right) / 2) * scale
    py = HIGH / 2 + (y - (bounds.top + bounds.bottom) / 2) * scale
    return stuff(image.pixelColor(round(px), round(py)))


def middle_of(pose: Pose, stance: Stance, one: str, two: str) -> tuple[float, float, float]:
    points = build(pose, stance).points
    return tuple((a + b) / 2 for a, b in zip(points[one], points[two], strict=True))  # type: ignore[return-value]


def test_arms_crossed_before_the_chest_are_in_front_of_it_and_hidden_from_behind() -> None:
    pose = {"reach.shoulder": 1.0}
    forearm = middle_of(pose, Stance.SEATED, "elbow.R", "wrist.R")
    assert seen_at(pose, Stance.SEATED, Camera(0, 9), forearm) == SKIN
    assert seen_at(pose, Stance.SEATED, Camera(180, 9), forearm) == SHIRT


def test_hands_behind_the_head_are_hidden_by_it_from_the_front_and_cover_it_from_behind() -> None:
    pose = {"reach.head": 1.0}
    hand = middle_of(pose, Stance.STANDING, "hand.L", "hand.R")
    assert seen_at(pose, Stance.STANDING, Camera(180, 9), hand) == SKIN
    nose = build(pose, Stance.STANDING).points["nose"]
    assert seen_at(pose, Stance.STANDING, Camera(0, 9), nose) == SKIN
    above = tuple(a + b for a, b in zip(build(pose, Stance.STANDING).points["head"], (0.0, 9.5, -2.0), strict=True))
    assert seen_at(pose, Stance.STANDING, Camera(0, 9), above) == HAIR  # type: ignore[arg-type]


def test_an_arm_behind_the_back_is_behind_it() -> None:
    pose = {"reach.behind": 1.0}
    forearm = middle_of(pose, Stance.STANDING, "elbow.L", "wrist.L")
    assert seen_at(pose, Stance.STANDING, Camera(180, 9), forearm) == SKIN
    assert seen_at(pose, Stance.STANDING, Camera(0, 9), middle_of(pose, Stance.STANDING, "hand.L", "wrist.L")) in (
        SHIRT,
        TROUSERS,
    )


@pytest.mark.parametrize("yaw_deg", [0, -68, 90, 25])
def test_thighs_lie_on_the_seat(yaw_deg: float) -> None:
    thigh = middle_of({}, Stance.SEATED, "hip.L" if yaw_deg > 0 else "hip.R", "knee.L" if yaw_deg > 0 else "knee.R")
    pose = {"sh.abd": 70.0}
    assert seen_at(pose, Stance.SEATED, Camera(yaw_deg, 9), thigh) == TROUSERS


@pytest.mark.parametrize("yaw_deg", [0, -30, 40])
def test_hands_rest_on_the_thighs(yaw_deg: float) -> None:
    side = "R" if yaw_deg < 0 else "L"
    hand = build({}, Stance.SEATED).points[f"hand.{side}"]
    assert seen_at({}, Stance.SEATED, Camera(yaw_deg, 9), hand) == SKIN


def test_from_behind_the_seat_and_the_backrest_hide_what_lies_before_them() -> None:
    body = build({}, Stance.SEATED)
    back = next(prop for prop in body.props if prop.kind.value == "chair back")
    assert seen_at({}, Stance.SEATED, Camera(180, 9), back.at) not in (SHIRT, TROUSERS)
    assert seen_at({}, Stance.SEATED, Camera(0, 9), back.at) == SHIRT


# --- muscles ----------------------------------------------------------------------------------------------------------


def lit_more(names: tuple[str, ...], camera: Camera, stance: Stance = Stance.STANDING) -> int:
    """How many points look redder with these muscles lit than without."""
    dark, lit = (painted({}, stance, camera, lit_muscles=each, effort=1.0) for each in ((), names))

    def red(image: QImage, x: int, y: int) -> int:
        colour = image.pixelColor(x, y)
        return colour.red() - colour.blue()

    return sum(red(lit, x, y) > red(dark, x, y) + 14 for y in range(HIGH) for x in range(WIDE))


def test_content_names_only_muscles_that_can_be_lit() -> None:
    assert set(load_muscles()[0]) <= set(PATCHES)


@pytest.mark.parametrize("muscle", sorted(PATCHES))
def test_every_muscle_is_lit_from_some_side(muscle: str) -> None:
    best = max((Camera(yaw, 9) for yaw in (0, 90, 135, 180)), key=lambda camera: seen(muscle, camera))
    assert seen(muscle, best) > 0.3
    assert lit_more((muscle,), best) > 15


@pytest.mark.parametrize("muscle", ["middle trapezius", "lower trapezius", "rhomboids", "thoracic extensors"])
def test_a_muscle_of_the_back_is_lit_on_the_back_only(muscle: str) -> None:
    assert lit_more((muscle,), Camera(180, 9)) > 40
    assert lit_more((muscle,), Camera(0, 9)) < 6
    assert seen(muscle, Camera(180, 9)) > 0.6
    assert seen(muscle, Camera(0, 9)) < 0.1


def test_the_muscles_of_the_chest_are_lit_on_the_chest_only() -> None:
    assert lit_more(("pectorals",), Camera(0, 9)) > 40
    assert lit_more(("pectorals",), Camera(180, 9)) < 6


@pytest.mark.parametrize("muscle", ["upper trapezius", "levator scapulae", "neck rotators"])
def test_the_muscles_of_the_neck_are_lit_from_the_side(muscle: str) -> None:
    assert lit_more((muscle,), Camera(-90, 9)) > 8


def test_the_light_follows_the_effort_and_goes_out_without_it() -> None:
    still, weak, strong = (
        painted({}, Stance.STANDING, Camera(180), lit_muscles=("rhomboids",), effort=effort) for effort in (0.0, 0.4, 1)
    )
    reds = []
    for image in (still, weak, strong):
        colours = [image.pixelColor(x, y) for y in range(HIGH) for x in range(WIDE)]
        reds.append(sum(colour.red() - colour.blue() for colour in colours))
    assert reds[0] < reds[1] < reds[2]


def seen(muscle: str, camera: Camera) -> float:
    """How well a muscle is seen from there: 0 not at all, 1 square on."""
    body, girth = build({}, Stance.STANDING), GIRTHS[FigureLook().body]
    return muscles.seen(muscle, camera, body, Skin(camera, body, girth), girth)


# --- looks and colours ------------------------------------------------------------------------------------------------


def test_builds_differ_in_girth_but_not_in_height_or_in_where_the_hands_are() -> None:
    rows = {}
    for body in FigureBody:
        points = solid(painted({}, Stance.STANDING, Camera(0), look=FigureLook(body)))
        waist = [x for x, y in points if y == round(HIGH * 0.42) and abs(x - WIDE / 2) < 21]
        rows[body] = (len(points), len(waist), max(y for _, y in points))
    slender, medium, full = (rows[body] for body in (FigureBody.SLENDER, FigureBody.MEDIUM, FigureBody.FULL))
    assert slender[0] < medium[0] < full[0]
    assert abs(slender[2] - full[2]) <= 2


def test_skins_differ() -> None:
    faces = []
    for skin in FigureSkin:
        image = painted({}, Stance.STANDING, Camera(0), look=FigureLook(FigureBody.MEDIUM, skin))
        faces.append(sum(image.pixelColor(WIDE // 2 + dx, round(HIGH * 0.135)).lightness() for dx in (-3, 0, 3)))
    assert len(set(faces)) == len(faces)


@pytest.mark.parametrize("stance", [Stance.SEATED, Stance.SUPINE])
def test_print_has_no_colour_and_black_lines(stance: Stance) -> None:
    image = painted({}, stance, Camera(150), palette=PRINT, ground=0xFFFFFFFF, lit_muscles=("rhomboids",), effort=1.0)
    colours = [image.pixelColor(x, y) for y in range(HIGH) for x in range(WIDE)]
    assert all(max(c.red(), c.green(), c.blue()) - min(c.red(), c.green(), c.blue()) < 4 for c in colours)
    assert sum(c.lightness() < 90 for c in colours) > 300
    assert sum(c.lightness() > 200 for c in colours) > 0.75 * len(colours)


def test_high_contrast_shows_lines_and_lit_muscles_plainly() -> None:
    image = painted(
        {}, Stance.STANDING, Camera(180), palette=HIGH_CONTRAST, ground=0xFF000000, lit_muscles=("rhomboids",), effort=1
    )
    colours = [image.pixelColor(x, y) for y in range(HIGH) for x in range(WIDE)]
    assert sum(c.lightness() > 230 for c in colours) > 500
    assert sum(c.red() > 200 and c.green() > 160 and c.blue() < 60 for c in colours) > 40


def test_it_is_as_sharp_at_twice_the_size() -> None:
    image = QImage(WIDE * 2, HIGH * 2, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(2.0)
    image.fill(0)
    painter = QPainter(image)
    paint(painter, QRectF(0, 0, WIDE, HIGH), {}, stance=Stance.SEATED, camera=Camera(0), palette=LIGHT)
    painter.end()
    sharp = edge_pixels(image)
    small = painted({}, Stance.SEATED, Camera(0))
    blurred = edge_pixels(small.scaled(WIDE * 2, HIGH * 2))
    assert sharp < 0.85 * blurred


def edge_pixels(image: QImage) -> int:
    return sum(100 < image.pixelColor(x, y).alpha() < 215 for y in range(image.height()) for x in range(image.width()))


# --- the widget -------------------------------------------------------------------------------------------------------


@pytest.fixture
def view(qtbot: QtBot) -> FigureView:
    found = FigureView(Theme(Wish.LIGHT))
    qtbot.addWidget(found)
    found.resize(400, 400)
    return found


def stage(view: FigureView, muscles: tuple[str, ...], side: View = View.FRONT, stance: Stance = Stance.SEATED) -> None:
    view.stage([{}], motion=Motion(start={}, stance=stance), view=side, muscles=muscles)


def test_the_inset_is_there_when_the_main_view_hides_a_muscle_and_only_then(view: FigureView) -> None:
    stage(view, ("rhomboids",), View.FRONT)
    assert view.inset is not None
    assert abs(view.inset.camera.yaw_deg) > 90
    stage(view, ("rhomboids",), View.BACK)
    assert view.inset is None
    stage(view, ("pectorals",), View.BACK)
    assert view.inset is not None
    assert abs(view.inset.camera.yaw_deg) < 90
    stage(view, ("pectorals",), View.FRONT)
    assert view.inset is None
    stage(view, (), View.FRONT)
    assert view.inset is None


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.id)
def test_an_inset_shows_the_lit_muscle_well_on_both_sides(view: FigureView, move: Move) -> None:
    scene = move_scenes([(move, False)])[0]
    view.stage(scene.key_poses(), motion=scene.motion, view=scene.view, muscles=scene.muscles)
    if view.inset is None:
        return
    # A cycle has its key poses all along its way; else the end is what is held.
    phases = [n / 8.0 for n in range(8)] if scene.motion.cycle else [1.0]
    for mirrored in (False, True):
        shown = [lit_share(view, scene.pose(phase, mirrored), scene.muscles) for phase in phases]
        assert max(shown) > 0.02, f"{move.id}: {max(shown):.1%} of the inset is lit"
        assert min(shown) > 0.0


def lit_share(view: FigureView, pose: Pose, muscles: tuple[str, ...]) -> float:
    """How much of the inset looks different when the muscles are lit."""
    inset, side, pictures = view.inset, 120, []
    assert inset is not None
    for lit in (muscles, ()):
        image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        with QPainter(image) as painter:
            paint(
                painter,
                QRectF(0, 0, side, side),
                pose,
                stance=inset.motion.stance,
                props=inset.motion.props,
                camera=inset.camera,
                palette=LIGHT,
                lit_muscles=lit,
                effort=1.0,
                bounds=inset.bounds(pose),
                upper_body=True,
            )
        pictures.append(bytes(image.constBits()))
    changed = sum(pictures[0][n : n + 4] != pictures[1][n : n + 4] for n in range(0, 4 * side * side, 4))
    return changed / (side * side)


def test_no_inset_where_nothing_is_gained_by_it(view: FigureView) -> None:
    # One lies on the muscle: from no side that is above the floor it would be seen.
    stage(view, ("thoracic extensors",), View.TOP, Stance.SUPINE)
    assert view.inset is None


def test_turning_it_shows_and_hides_the_inset(view: FigureView) -> None:
    stage(view, ("rhomboids",), View.FRONT)
    view.turn_by(180, 0)
    assert view.inset is None


def test_dragging_turns_it_and_a_double_click_brings_back_the_best_view(view: FigureView) -> None:
    stage(view, ())
    best = view.camera
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    QTest.mouseMove(view, QPoint(260, 200))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(260, 200))
    assert view.camera.yaw_deg != pytest.approx(best.yaw_deg, abs=5.0)
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    assert view.camera == best


def test_shift_and_arrows_turn_it_and_other_keys_are_left_to_the_player(view: FigureView) -> None:
    stage(view, ())
    best = view.camera
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.camera == best
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.camera.yaw_deg == pytest.approx(best.yaw_deg + 15.0)
    for _ in range(20):
        QTest.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert view.camera.pitch_deg == PITCH_LIMITS_DEG[1]
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.camera == best


@pytest.mark.parametrize(("yaw_deg", "pitch_deg"), [(60, 0), (120, 30), (180, 70), (-100, -24)])
def test_nothing_is_cut_off_from_wherever_it_is_seen(view: FigureView, yaw_deg: float, pitch_deg: float) -> None:
    stage(view, (), stance=Stance.STANDING)
    view.turn_by(yaw_deg, pitch_deg)
    image = view.grab().toImage()
    ground = image.pixelColor(60, 4)
    # Its soft shadow may reach that far.
    margin = [image.pixelColor(x, y) for x in range(30, 370) for y in (8, 391)]
    assert all(abs(colour.lightness() - ground.lightness()) < 45 for colour in margin)


def test_a_small_figure_lets_clicks_through_and_has_no_focus(qtbot: QtBot) -> None:
    found = FigureView(Theme(Wish.LIGHT), interactive=False)
    qtbot.addWidget(found)
    assert found.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert found.focusPolicy() is Qt.FocusPolicy.NoFocus
    stage(found, ("rhomboids",), View.FRONT)
    assert found.inset is None


def test_it_has_a_name_and_says_how_it_is_turned(view: FigureView) -> None:
    assert view.accessibleName()
    assert "Shift" in view.accessibleDescription()
