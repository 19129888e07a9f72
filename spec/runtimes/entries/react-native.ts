import './react-native-globals.ts';
import './script.ts';
