"""An encoder that a bundle may have, and what reads its states: tags, trees and names."""
