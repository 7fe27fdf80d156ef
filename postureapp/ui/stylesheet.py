"""The tokens as Qt wants them: a palette for what the widget style draws, and a style sheet for what it can't say."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from postureapp.ui.tokens import RADIUS_M, RADIUS_S, XS, S, Tokens


def palette(tokens: Tokens) -> QPalette:
    """The colours for what the widget style draws by itself."""
    found = QPalette()
    role = QPalette.ColorRole
    for name, colour in (
        (role.Window, tokens.paper),
        (role.WindowText, tokens.ink),
        (role.Base, tokens.card),
        (role.AlternateBase, tokens.sunk),
        (role.Text, tokens.ink),
        (role.Button, tokens.card),
        (role.ButtonText, tokens.ink),
        (role.PlaceholderText, tokens.soft),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.on_accent),
        (role.ToolTipBase, tokens.card),
        (role.ToolTipText, tokens.ink),
        (role.Mid, tokens.line),
    ):
        found.setColor(name, QColor(colour))
    faint = QColor(tokens.soft)
    for name in (role.WindowText, role.Text, role.ButtonText):
        found.setColor(QPalette.ColorGroup.Disabled, name, faint)
    return found


def stylesheet(tokens: Tokens) -> str:
    """What palette and style can't say: buttons, cards and quiet text."""
    t = tokens
    # Outlines are inside the padding: what has the keyboard or a wider outline is no larger.
    b, f = t.stroke, t.focus
    framed = f"{b}px solid {t.line}" if t.plain else "none"  # of what is otherwise told by its ground
    marked, on_marked = (t.accent, t.on_accent) if t.plain else (t.accent_soft, t.ink)
    pill = "1px 7px" if t.plain else "2px 8px"
    ringed = f"border: {f}px solid {t.ink}"  # around what is filled
    if t.plain:  # where ink and fill are too near to each other: a ring within
        ringed = f"border: {b}px solid {t.accent}; padding: {7 - b}px {15 - b}px; outline: 2px solid {t.on_accent};"
        ringed += f" outline-radius: {RADIUS_S}px"
    said_off = "dashed" if t.plain else "solid"
    return f"""
    QWidget {{ color: {t.ink}; }}
    QWidget[ground="paper"] {{ background: {t.paper}; }}
    QWidget[ground="card"] {{ background: {t.card}; }}
    QFrame[box="card"] {{ background: {t.card}; border: {b}px solid {t.line}; border-radius: {RADIUS_M}px; }}
    QFrame[box="warm"] {{ background: {t.warm_soft}; border: {framed}; border-radius: {RADIUS_M}px; }}
    QFrame[box="danger"] {{ background: {t.danger_soft}; border: {b}px solid {t.danger}; border-radius: {RADIUS_M}px; }}
    QFrame[box="accent"] {{ background: {t.accent_soft}; border: {framed}; border-radius: {RADIUS_M}px; }}
    QLabel {{ background: transparent; border: none; }}
    QLabel[tone="soft"] {{ color: {t.soft}; }}
    QLabel[tone="accent"] {{ color: {t.accent}; }}
    QLabel[tone="warm"] {{ color: {t.warm}; }}
    QLabel[tone="danger"] {{ color: {t.danger}; }}
    QLabel[chip="true"] {{ background: {t.warm_soft}; color: {t.warm}; border: {framed}; border-radius: {RADIUS_S}px;
        padding: {pill}; }}
    QLabel[chip="quiet"] {{ background: {t.sunk}; color: {t.soft}; border: {framed}; border-radius: {RADIUS_S}px;
        padding: {pill}; }}
    QPushButton {{ background: {t.card}; color: {t.ink}; border: {b}px solid {t.edge}; border-radius: {RADIUS_M}px;
        outline: none; padding: {7 - b}px {15 - b}px; min-height: 20px; }}
    QPushButton:hover {{ background: {t.accent_soft}; border-color: {t.accent}; }}
    QPushButton:pressed {{ background: {t.sunk}; }}
    QPushButton:focus {{ border: {f}px solid {t.accent}; padding: {7 - f}px {15 - f}px; }}
    QPushButton:disabled {{ color: {t.soft}; border-color: {t.line}; border-style: {said_off}; background: {t.sunk}; }}
    QPushButton:checked {{ background: {t.accent_soft}; border-color: {t.accent}; }}
    QPushButton[role="primary"] {{ background: {t.accent}; color: {t.on_accent}; border: {b}px solid {t.accent}; }}
    QPushButton[role="primary"]:hover {{ background: {t.accent_hover}; border-color: {t.accent_hover}; }}
    QPushButton[role="primary"]:focus {{ {ringed}; }}
    QPushButton[role="primary"]:disabled {{ background: {t.sunk}; color: {t.soft}; border-color: {t.line};
        border-style: {said_off}; }}
    QPushButton[role="quiet"] {{ background: transparent; border: {b}px solid transparent; color: {t.accent}; }}
    QPushButton[role="quiet"]:hover {{ background: {t.accent_soft}; }}
    QPushButton[role="quiet"]:focus {{ border: {f}px solid {t.accent}; }}
    QPushButton[menu="true"] {{ padding: {7 - b}px {25 - b}px; }}
    QPushButton[menu="true"]:focus {{ padding: {7 - f}px {25 - f}px; }}
    QPushButton[menu="true"]::menu-indicator {{ image: none; width: 0; }}
    QPushButton[role="number"] {{ padding: {7 - b}px 0px; min-width: 30px; }}
    QPushButton[role="number"]:focus {{ padding: {7 - f}px 0px; }}
    QPushButton[role="number"]:checked {{ background: {t.accent}; color: {t.on_accent}; border-color: {t.accent}; }}
    QPushButton[role="sign"] {{ padding: 0; min-height: 0; border: {b}px solid {t.line}; }}
    QPushButton[role="sign"]:checked {{ background: {t.accent_soft}; border-color: {t.accent}; }}
    QPushButton[role="sign"]:focus {{ border: {f}px solid {t.accent}; padding: 0; }}
    QPushButton[role="warm"] {{ background: {t.warm_soft}; color: {t.warm};
        border: {b}px solid {t.warm if t.plain else t.warm_soft}; }}
    QPushButton[role="warm"]:hover {{ border-color: {t.warm}; }}
    QPushButton[role="warm"]:focus {{ border: {f}px solid {t.warm}; }}
    QPushButton[role="danger"] {{ background: {t.danger_soft}; color: {t.danger}; border: {b}px solid {t.danger}; }}
    QPushButton[role="danger"]:focus {{ border: {f}px solid {t.danger}; }}
    QPushButton[role="danger"]:disabled {{ background: {t.sunk}; color: {t.soft}; border-color: {t.line}; }}
    QPlainTextEdit[role="reading"] {{ background: {t.sunk}; border: 1px solid {t.line}; border-radius: {RADIUS_S}px;
        selection-background-color: {t.accent}; selection-color: {t.on_accent}; padding: 4px; }}
    QPlainTextEdit[role="reading"]:focus {{ border: 2px solid {t.accent}; padding: 3px; }}
    QPlainTextEdit[role="note"] {{ background: {t.card}; border: {b}px solid {t.edge}; border-radius: {RADIUS_S}px;
        selection-background-color: {t.accent}; selection-color: {t.on_accent}; padding: {5 - b}px; }}
    QPlainTextEdit[role="note"]:focus {{ border: {f}px solid {t.accent}; padding: {5 - f}px; }}
    QProgressBar {{ background: {t.sunk}; border: 1px solid {t.line}; border-radius: 5px; max-height: 8px; }}
    QProgressBar::chunk {{ background: {t.accent}; border-radius: 4px; }}
    QLineEdit {{ background: {t.card}; border: {b}px solid {t.edge}; border-radius: {RADIUS_S}px;
        padding: {6 - b}px {9 - b}px;
        min-height: 20px; selection-background-color: {t.accent}; selection-color: {t.on_accent};
        placeholder-text-color: {t.soft}; }}
    QLineEdit:focus {{ border: {f}px solid {t.accent}; padding: {6 - f}px {9 - f}px; }}
    QComboBox[chevron="true"] {{ combobox-popup: 0; }}
    QComboBox[chevron="true"]::drop-down {{ border: none; width: 24px; }}
    QComboBoxPrivateContainer {{ background: {t.card}; }}
    QComboBox[chevron="true"] QAbstractItemView {{ border: {b}px solid {t.edge}; padding: 2px; outline: none; }}
    QComboBox[chevron="true"] QAbstractItemView::item {{ padding: 4px 6px; border-radius: {RADIUS_S}px; }}
    QComboBox[chevron="true"] QAbstractItemView::item:selected {{ background: {marked};
        color: {on_marked}; }}
    QComboBox {{ background: {t.card}; border: {b}px solid {t.edge}; border-radius: {RADIUS_S}px;
        padding: {6 - b}px {11 - b}px;
        min-height: 20px; }}
    QDateEdit {{ background: {t.card}; border: {b}px solid {t.edge}; border-radius: {RADIUS_S}px;
        padding: {6 - b}px {9 - b}px; min-height: 20px; selection-background-color: {t.accent};
        selection-color: {t.on_accent}; }}
    QDateEdit:focus {{ border: {f}px solid {t.accent}; padding: {6 - f}px {9 - f}px; }}
    QDateEdit::drop-down {{ border: none; width: 24px; }}
    QDateEdit::down-arrow {{ image: none; }}
    QCalendarWidget QAbstractItemView {{ background: {t.card}; selection-background-color: {t.accent};
        selection-color: {t.on_accent}; outline: none; }}
    QCalendarWidget QToolButton {{ background: transparent; border: none; padding: 4px 8px; }}
    QCalendarWidget QToolButton:hover {{ background: {t.accent_soft}; border-radius: {RADIUS_S}px; }}
    QCalendarWidget QTableView {{ border: none; }}
    QCalendarWidget QTableView::item {{ padding: 0px; }}
    QToolButton#qt_calendar_prevmonth, QToolButton#qt_calendar_nextmonth {{
        background: {t.soft if t.dark else t.card}; border-radius: {RADIUS_S}px; padding: 3px; }}
    QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {t.sunk}; }}
    QComboBox:focus {{ border: {f}px solid {t.accent}; padding: {6 - f}px {11 - f}px; }}
    QComboBox QAbstractItemView {{ background: {t.card}; color: {t.ink}; selection-background-color: {marked};
        selection-color: {on_marked}; }}
    QListWidget[role="pages"] {{ background: transparent; border: none; outline: none; }}
    QMenu {{ background: {t.card}; border: {b}px solid {t.edge}; padding: {XS}px; }}
    QMenu::item {{ background: transparent; padding: 7px 22px 7px 14px; border-radius: {RADIUS_S}px; }}
    QMenu::item:selected {{ background: {marked}; color: {on_marked}; }}
    QMenu::separator {{ background: {t.line}; height: 1px; margin: {XS}px {S}px; }}
    QTabBar {{ background: transparent; border: none; outline: none; }}
    QTabBar::tab {{ outline: none; background: transparent; color: {t.soft}; border: 2px solid transparent;
        padding: 5px 12px; border-radius: {RADIUS_M}px; margin-right: {XS}px; }}
    QTabBar::tab:hover {{ background: {t.sunk}; color: {t.ink}; }}
    QTabBar::tab:selected {{ border: 1px solid {t.edge}; padding: 6px 13px; background: {marked};
        color: {on_marked if t.plain else t.accent}; }}
    QTabBar::tab:selected:focus {{ border: 2px solid {t.ink if t.plain else t.accent}; padding: 5px 12px; }}
    QTableView {{ background: {t.card}; alternate-background-color: {t.paper}; border: {b}px solid {t.line};
        border-radius: {RADIUS_S}px; selection-background-color: {marked}; selection-color: {on_marked}; }}
    QTableView:focus {{ border: {f}px solid {t.accent}; }}
    QTableView::item {{ padding: 3px 8px; }}
    QHeaderView {{ background: {t.card}; }}
    QHeaderView::section {{ background: {t.card}; color: {t.soft}; border: none; border-bottom: {b}px solid {t.line};
        padding: 5px 8px; }}
    QFileDialog {{ background: {t.paper}; }}
    QFileDialog QAbstractItemView {{ background: {t.card}; }}
    QFileDialog QToolButton {{ background: {t.soft if t.dark else t.card}; border-radius: {RADIUS_S}px; padding: 3px; }}
    QScrollArea {{ background: transparent; border: none; }}
    QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
    QScrollBar::handle:vertical {{ background: {t.line}; border-radius: 5px; min-height: 28px; }}
    QScrollBar::handle:vertical:hover {{ background: {t.edge}; }}
    QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ background: none;
        height: 0; }}
    """
