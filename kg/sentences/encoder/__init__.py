"""The encoder of the bundle and what reads its states: tags, trees and names of sentences."""
