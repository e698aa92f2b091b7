"""How well were messages understood? Answers are held against what their authors say is right."""
