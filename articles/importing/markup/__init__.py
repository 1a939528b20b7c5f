"""HTML as other programs write it -> the elements of ours: styles, lists, notes by anchors."""
