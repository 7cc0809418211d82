"""What make.py is built of. The schemes and the signing are those of the vectors' own `makelib`, which knows nothing of paysig."""
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent
TOP = FOLDER.parent.parent
sys.path.insert(0, str(TOP / "tests" / "vectors"))
